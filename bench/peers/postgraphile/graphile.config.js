// PostGraphile as its documentation has it for production: no explanations, no watching, no pages.
import { PgAggregatesPreset } from "@graphile/pg-aggregates";
import { makePgService } from "postgraphile/adaptors/pg";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { jsonPgSmartTags } from "postgraphile/utils";
import { PostGraphileConnectionFilterPreset } from "postgraphile-plugin-connection-filter";

// The database ties a line to its institution and county by way of other tables; PostGraphile
// makes relations of foreign keys only. A movement's reversal would bear the same name both ways.
const relations = jsonPgSmartTags({
  version: 1,
  config: {
    class: {
      quota_line: {
        tags: {
          foreignKey: [
            "(institution_code) references institution (code)|@fieldName institution",
            "(county_code) references county (code)|@fieldName county|@foreignFieldName quotaLines",
          ],
        },
      },
      movement: {
        constraint: {
          movement_reverses_a_movement: {
            tags: { fieldName: "reverses", foreignFieldName: "reversedBy" },
          },
        },
      },
    },
  },
});

export default {
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset, PgAggregatesPreset],
  plugins: [relations],
  // It would forbid orders and filters that have no index of their own.
  disablePlugins: ["PgIndexBehaviorsPlugin"],
  pgServices: [
    makePgService({
      connectionString: process.env.DATABASE_URL,
      schemas: ["public"],
      pubsub: false,
      poolConfig: { max: Number(process.env.POOL_SIZE) },
    }),
  ],
  schema: { connectionFilterRelations: true },
  grafast: { explain: false },
  // The answer leaves Grafast as text: an option of its own that is off at first, and quicker.
  grafserv: { graphiql: false, watch: false, websockets: false, outputDataAsString: true },
};
