CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';
CREATE FUNCTION public.hold_agreements() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
declare
    wrong record;
begin
    -- Two writers of one line take turns, or each would miss the other's agreement.
    execute $lock$
        select id from quota_line
         where id in (select quota_line_id from changed)
         order by id
           for no key update
    $lock$;
    execute $check$
        select line.id, line.admitted, count(*) as agreements,
               bool_and(line.plan_kind = 'TARGETED' and not line.is_sample) as is_targeted
          from training_agreement agreement
          join quota_line line on line.id = agreement.quota_line_id
         where line.id in (select quota_line_id from changed)
           and agreement.state <> 'RELEASED'
         group by line.id
        having count(*) > line.admitted
            or not bool_and(line.plan_kind = 'TARGETED' and not line.is_sample)
         limit 1
    $check$ into wrong;
    if not wrong.is_targeted then
        raise exception 'line % is not one of targeted training', wrong.id
            using errcode = 'integrity_constraint_violation',
                  table = 'training_agreement', constraint = 'agreement_of_a_targeted_line';
    end if;
    if wrong.id is not null then
        raise exception 'line % has % agreements, but % admitted',
            wrong.id, wrong.agreements, wrong.admitted
            using errcode = 'integrity_constraint_violation',
                  table = 'training_agreement', constraint = 'agreements_within_admitted';
    end if;
    return null;
end $_$;
CREATE FUNCTION public.keep_admission_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        begin
            insert into admission_version
            select old.*, now(), pg_current_xact_id()::text::bigint;
            if tg_op = 'DELETE' then
                return old;
            end if;
            new.version      := old.version + 1;
            new.recorded_at  := now();
            new.recorded_xid := pg_current_xact_id()::text::bigint;
            return new;
        end $$;
CREATE FUNCTION public.keep_county_designation_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        begin
            insert into county_designation_version
            select old.*, now(), pg_current_xact_id()::text::bigint;
            if tg_op = 'DELETE' then
                return old;
            end if;
            new.version      := old.version + 1;
            new.recorded_at  := now();
            new.recorded_xid := pg_current_xact_id()::text::bigint;
            return new;
        end $$;
CREATE FUNCTION public.keep_institution_designation_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        begin
            insert into institution_designation_version
            select old.*, now(), pg_current_xact_id()::text::bigint;
            if tg_op = 'DELETE' then
                return old;
            end if;
            new.version      := old.version + 1;
            new.recorded_at  := now();
            new.recorded_xid := pg_current_xact_id()::text::bigint;
            return new;
        end $$;
CREATE FUNCTION public.keep_quota_line_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        begin
            insert into quota_line_version
            select old.*, now(), pg_current_xact_id()::text::bigint, tg_op = 'DELETE';
            if tg_op = 'DELETE' then
                return old;
            end if;
            new.version      := old.version + 1;
            new.recorded_at  := now();
            new.recorded_xid := pg_current_xact_id()::text::bigint;
            return new;
        end $$;
CREATE FUNCTION public.keep_source_plan_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into source_plan_version (id, special_plan_id, plan_state, institution_code, state, version, recorded_at, recorded_xid, submitted_by, approved_by, replaced_at, replaced_xid)
    values (old.id, old.special_plan_id, old.plan_state, old.institution_code, old.state, old.version, old.recorded_at, old.recorded_xid, old.submitted_by, old.approved_by, now(), pg_current_xact_id()::text::bigint);
    if tg_op = 'DELETE' then
        return old;
    end if;
    new.version      := old.version + 1;
    new.recorded_at  := now();
    new.recorded_xid := pg_current_xact_id()::text::bigint;
    return new;
end $$;
CREATE FUNCTION public.keep_special_plan_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        begin
            insert into special_plan_version
            select old.*, now(), pg_current_xact_id()::text::bigint;
            if tg_op = 'DELETE' then
                return old;
            end if;
            new.version      := old.version + 1;
            new.recorded_at  := now();
            new.recorded_xid := pg_current_xact_id()::text::bigint;
            return new;
        end $$;
CREATE FUNCTION public.keep_training_agreement_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        begin
            insert into training_agreement_version
            select old.*, now(), pg_current_xact_id()::text::bigint;
            if tg_op = 'DELETE' then
                return old;
            end if;
            new.version      := old.version + 1;
            new.recorded_at  := now();
            new.recorded_xid := pg_current_xact_id()::text::bigint;
            return new;
        end $$;
CREATE FUNCTION public.keep_training_demand_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        begin
            insert into training_demand_version
            select old.*, now(), pg_current_xact_id()::text::bigint;
            if tg_op = 'DELETE' then
                return old;
            end if;
            new.version      := old.version + 1;
            new.recorded_at  := now();
            new.recorded_xid := pg_current_xact_id()::text::bigint;
            return new;
        end $$;
CREATE FUNCTION public.pinyin_order(name text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN convert_to(name, 'GB18030'::name);
COMMENT ON FUNCTION public.pinyin_order(name text) IS 'Order key of a Chinese name: GB18030 has the common characters in pinyin order.';
CREATE FUNCTION public.post_legs() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
begin
    if exists (select from (select distinct movement_id from posted) legs
                 join movement on movement.id = legs.movement_id
                where movement.recorded_xid <> pg_current_xact_id()::text::bigint)
    then
        raise exception 'a leg is recorded with its movement, not later'
            using errcode = 'integrity_constraint_violation',
                  table = 'leg', constraint = 'leg_recorded_with_its_movement';
    end if;
    if (select count(*) from (select from posted limit 101) counted) <= 100 then
        with change as (
            select account_id, sum(seats) as seats
              from (select to_account as account_id, seats from posted
                    union all
                    select from_account, -seats from posted) each_side
             group by account_id
        )
        update quota_line
           set seats = quota_line.seats + change.seats
          from change
         where quota_line.id = change.account_id;
        with change as (
            select account.special_plan_id,
                   sum(seats) filter (where account.kind = 'ISSUE')     as issue,
                   sum(seats) filter (where account.kind = 'POOL')      as pool,
                   sum(seats) filter (where account.kind = 'WITHDRAWN') as withdrawn
              from (select to_account as account_id, seats from posted
                    union all
                    select from_account, -seats from posted) each_side
              join account on account.id = each_side.account_id
                          and account.kind <> 'LINE'
             group by account.special_plan_id
        )
        update special_plan
           set issued_seats      = issued_seats      - coalesce(change.issue, 0),
               unallocated_seats = unallocated_seats + coalesce(change.pool, 0),
               withdrawn_seats   = withdrawn_seats   + coalesce(change.withdrawn, 0)
          from change
         where special_plan.id = change.special_plan_id;
    else
        execute $post$
        with change as (
            select account_id, sum(seats) as seats
              from (select to_account as account_id, seats from posted
                    union all
                    select from_account, -seats from posted) each_side
             group by account_id
        )
        update quota_line
           set seats = quota_line.seats + change.seats
          from change
         where quota_line.id = change.account_id
    $post$;
    execute $post$
        with change as (
            select account.special_plan_id,
                   sum(seats) filter (where account.kind = 'ISSUE')     as issue,
                   sum(seats) filter (where account.kind = 'POOL')      as pool,
                   sum(seats) filter (where account.kind = 'WITHDRAWN') as withdrawn
              from (select to_account as account_id, seats from posted
                    union all
                    select from_account, -seats from posted) each_side
              join account on account.id = each_side.account_id
                          and account.kind <> 'LINE'
             group by account.special_plan_id
        )
        update special_plan
           set issued_seats      = issued_seats      - coalesce(change.issue, 0),
               unallocated_seats = unallocated_seats + coalesce(change.pool, 0),
               withdrawn_seats   = withdrawn_seats   + coalesce(change.withdrawn, 0)
          from change
         where special_plan.id = change.special_plan_id
    $post$;
    end if;
    return null;
end $_$;
CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        begin
            raise exception '% on % is refused by %', tg_op, tg_table_name, tg_name
                using errcode = 'integrity_constraint_violation',
                      table = tg_table_name, constraint = tg_name;
        end $$;
CREATE FUNCTION public.refuse_leg_between_plans() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if exists (select from posted
                 join account origin on origin.id = posted.from_account
                 join account target on target.id = posted.to_account
                where origin.special_plan_id <> target.special_plan_id)
    then
        raise exception 'a leg stays within its plan'
            using errcode = 'integrity_constraint_violation',
                  table = 'leg', constraint = 'leg_within_a_plan';
    end if;
    return null;
end $$;
CREATE FUNCTION public.refuse_unmoved_seats() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
declare
    unmoved bigint;
begin
    execute $check$
        select added.id
          from added
         where added.seats
               <> coalesce((select sum(seats) from leg where to_account = added.id), 0)
                - coalesce((select sum(seats) from leg where from_account = added.id), 0)
         limit 1
    $check$ into unmoved;
    if unmoved is not null then
        raise exception 'the seats of line % are not those moved to it', unmoved
            using errcode = 'integrity_constraint_violation',
                  table = 'quota_line', constraint = 'quota_line_seats_were_moved';
    end if;
    return null;
end $_$;
CREATE FUNCTION public.spread_demand_programmes() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    delete from training_demand_programme where demand_id = new.id;
    insert into training_demand_programme (demand_id, county_code, year, programme_code)
    select new.id, new.county_code, new.year, code
      from unnest(new.programme_codes) code
     where new.positions > 0;
    return null;
end $$;
CREATE FUNCTION public.sum_admissions() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
declare
    uneven record;
begin
    -- Two writers of one line take turns, or each would miss the other's sum.
    execute $lock$
        select id from quota_line
         where id in (select quota_line_id from changed)
         order by id
           for no key update
    $lock$;
    execute $check$
        select quota_line_id, round
          from admission
         where quota_line_id in (select quota_line_id from changed)
         group by quota_line_id, round
        having bool_or(origin_county_code is not null)
           and (sum(applied)   filter (where origin_county_code is null),
                sum(filed)     filter (where origin_county_code is null),
                sum(admitted)  filter (where origin_county_code is null),
                sum(enrolled)  filter (where origin_county_code is null),
                sum(withdrawn) filter (where origin_county_code is null))
               is distinct from
               (sum(applied)   filter (where origin_county_code is not null),
                sum(filed)     filter (where origin_county_code is not null),
                sum(admitted)  filter (where origin_county_code is not null),
                sum(enrolled)  filter (where origin_county_code is not null),
                sum(withdrawn) filter (where origin_county_code is not null))
         limit 1
    $check$ into uneven;
    if uneven.quota_line_id is not null then
        raise exception 'the parts of line %, round % do not add up to its total',
            uneven.quota_line_id, uneven.round
            using errcode = 'integrity_constraint_violation',
                  table = 'admission', constraint = 'admission_parts_add_up';
    end if;
    execute $carry$
        update quota_line
           set admitted = total.admitted, enrolled = total.enrolled
          from (select line.quota_line_id,
                       coalesce(sum(admission.admitted), 0) as admitted,
                       coalesce(sum(admission.enrolled), 0) as enrolled
                  from (select distinct quota_line_id from changed) line
                  left join admission
                    on admission.quota_line_id = line.quota_line_id
                   and admission.origin_county_code is null
                 group by line.quota_line_id) total
         where quota_line.id = total.quota_line_id
    $carry$;
    return null;
end $_$;
CREATE TABLE public.account (
    id bigint NOT NULL,
    special_plan_id bigint NOT NULL,
    kind text NOT NULL,
    CONSTRAINT account_kind_known CHECK ((kind = ANY (ARRAY['ISSUE'::text, 'POOL'::text, 'LINE'::text, 'WITHDRAWN'::text])))
);
ALTER TABLE public.account ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.admission (
    id bigint NOT NULL,
    quota_line_id bigint NOT NULL,
    round integer NOT NULL,
    origin_county_code text,
    applied integer DEFAULT 0 NOT NULL,
    filed integer DEFAULT 0 NOT NULL,
    admitted integer DEFAULT 0 NOT NULL,
    enrolled integer DEFAULT 0 NOT NULL,
    withdrawn integer DEFAULT 0 NOT NULL,
    lowest_score numeric(6,2),
    lowest_rank integer,
    version integer DEFAULT 1 NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    CONSTRAINT admission_admitted_within_filed CHECK ((admitted <= filed)),
    CONSTRAINT admission_counts_never_negative CHECK ((LEAST(applied, filed, admitted, enrolled, withdrawn) >= 0)),
    CONSTRAINT admission_enrolled_within_admitted CHECK ((enrolled <= admitted)),
    CONSTRAINT admission_rank_counts_from_one CHECK ((lowest_rank >= 1)),
    CONSTRAINT admission_round_counts_from_one CHECK ((round >= 1))
);
ALTER TABLE public.admission ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.admission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.admission_version (
    id bigint CONSTRAINT admission_id_not_null NOT NULL,
    quota_line_id bigint CONSTRAINT admission_quota_line_id_not_null NOT NULL,
    round integer CONSTRAINT admission_round_not_null NOT NULL,
    origin_county_code text,
    applied integer CONSTRAINT admission_applied_not_null NOT NULL,
    filed integer CONSTRAINT admission_filed_not_null NOT NULL,
    admitted integer CONSTRAINT admission_admitted_not_null NOT NULL,
    enrolled integer CONSTRAINT admission_enrolled_not_null NOT NULL,
    withdrawn integer CONSTRAINT admission_withdrawn_not_null NOT NULL,
    lowest_score numeric(6,2),
    lowest_rank integer,
    version integer CONSTRAINT admission_version_not_null NOT NULL,
    recorded_at timestamp with time zone CONSTRAINT admission_recorded_at_not_null NOT NULL,
    recorded_xid bigint CONSTRAINT admission_recorded_xid_not_null NOT NULL,
    replaced_at timestamp with time zone NOT NULL,
    replaced_xid bigint NOT NULL
);
CREATE TABLE public.api_key (
    id bigint NOT NULL,
    name text NOT NULL,
    secret_hash bytea NOT NULL,
    role text NOT NULL,
    institution_code text,
    county_code text,
    prefecture_code text,
    prefecture_level text GENERATED ALWAYS AS ('PREFECTURE'::text) STORED NOT NULL,
    made_by text NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT api_key_has_the_scope_of_its_role CHECK ((((institution_code IS NOT NULL) = (role = ANY (ARRAY['ADMISSIONS'::text, 'COLLEGE'::text, 'CENTRE'::text]))) AND ((county_code IS NOT NULL) = (role = 'COUNTY'::text)) AND ((prefecture_code IS NOT NULL) = (role = 'PREFECTURE'::text)))),
    CONSTRAINT api_key_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT api_key_role_known CHECK ((role = ANY (ARRAY['ADMISSIONS'::text, 'COLLEGE'::text, 'CENTRE'::text, 'COUNTY'::text, 'PREFECTURE'::text, 'PROVINCE'::text, 'AUDITOR'::text]))),
    CONSTRAINT api_key_secret_is_hashed CHECK ((length(secret_hash) = 32))
);
ALTER TABLE public.api_key ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.api_key_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.audit_event (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor text NOT NULL,
    verb text NOT NULL,
    object_type text NOT NULL,
    object_id text NOT NULL,
    before json,
    after json,
    recorded_xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    role text,
    CONSTRAINT audit_event_role_known CHECK ((role = ANY (ARRAY['PUBLIC'::text, 'ADMISSIONS'::text, 'COLLEGE'::text, 'CENTRE'::text, 'COUNTY'::text, 'PREFECTURE'::text, 'PROVINCE'::text, 'AUDITOR'::text])))
);
ALTER TABLE public.audit_event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.batch (
    year integer NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL
);
CREATE TABLE public.county (
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    name_order bytea GENERATED ALWAYS AS (public.pinyin_order(name_zh)) STORED,
    prefecture_code text NOT NULL,
    prefecture_level text GENERATED ALWAYS AS ('PREFECTURE'::text) STORED NOT NULL,
    exit_year integer,
    exit_date text,
    exit_note text,
    exit_source text,
    source text NOT NULL,
    standing text NOT NULL,
    CONSTRAINT county_exit_date_is_iso_8601 CHECK ((exit_date ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'::text)),
    CONSTRAINT county_standing_known CHECK ((standing = ANY (ARRAY['STATED'::text, 'DERIVED'::text, 'RECALLED'::text, 'PLACEHOLDER'::text, 'SAMPLE'::text])))
);
CREATE TABLE public.county_alias (
    code text NOT NULL,
    name_zh text NOT NULL,
    county_code text NOT NULL,
    valid daterange NOT NULL,
    source text NOT NULL,
    standing text NOT NULL,
    CONSTRAINT county_alias_standing_known CHECK ((standing = ANY (ARRAY['STATED'::text, 'DERIVED'::text, 'RECALLED'::text, 'PLACEHOLDER'::text, 'SAMPLE'::text])))
);
CREATE TABLE public.county_designation (
    id bigint NOT NULL,
    county_code text NOT NULL,
    kind text NOT NULL,
    contiguous_area text,
    valid daterange NOT NULL,
    document text,
    source text NOT NULL,
    standing text NOT NULL,
    tier_or_kind text GENERATED ALWAYS AS (
CASE
    WHEN (kind = ANY (ARRAY['NATIONAL'::text, 'PROVINCIAL'::text])) THEN 'TIER'::text
    ELSE kind
END) STORED,
    end_document text,
    version integer DEFAULT 1 NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    CONSTRAINT county_designation_kind_known CHECK ((kind = ANY (ARRAY['NATIONAL'::text, 'PROVINCIAL'::text, 'DEEP_POVERTY'::text, 'CONTIGUOUS_AREA'::text, 'TARGETED_TRAINING'::text]))),
    CONSTRAINT county_designation_names_its_area CHECK (((kind = 'CONTIGUOUS_AREA'::text) = (contiguous_area IS NOT NULL))),
    CONSTRAINT county_designation_standing_known CHECK ((standing = ANY (ARRAY['STATED'::text, 'DERIVED'::text, 'RECALLED'::text, 'PLACEHOLDER'::text, 'SAMPLE'::text]))),
    CONSTRAINT county_designation_valid_is_not_empty CHECK ((NOT isempty(valid)))
);
ALTER TABLE public.county_designation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.county_designation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.county_designation_version (
    id bigint CONSTRAINT county_designation_id_not_null NOT NULL,
    county_code text CONSTRAINT county_designation_county_code_not_null NOT NULL,
    kind text CONSTRAINT county_designation_kind_not_null NOT NULL,
    contiguous_area text,
    valid daterange CONSTRAINT county_designation_valid_not_null NOT NULL,
    document text,
    source text CONSTRAINT county_designation_source_not_null NOT NULL,
    standing text CONSTRAINT county_designation_standing_not_null NOT NULL,
    tier_or_kind text,
    end_document text,
    version integer CONSTRAINT county_designation_version_not_null NOT NULL,
    recorded_at timestamp with time zone CONSTRAINT county_designation_recorded_at_not_null NOT NULL,
    recorded_xid bigint CONSTRAINT county_designation_recorded_xid_not_null NOT NULL,
    replaced_at timestamp with time zone NOT NULL,
    replaced_xid bigint NOT NULL
);
CREATE VIEW public.county_source AS
 SELECT county.code AS county_code,
    'code'::text AS field,
    county.standing,
    county.source
   FROM public.county
UNION ALL
 SELECT county_designation.county_code,
        CASE county_designation.kind
            WHEN 'DEEP_POVERTY'::text THEN 'isDeepPoverty'::text
            WHEN 'CONTIGUOUS_AREA'::text THEN 'contiguousArea'::text
            WHEN 'TARGETED_TRAINING'::text THEN 'isTargetedTraining'::text
            ELSE 'tier'::text
        END AS field,
    county_designation.standing,
    county_designation.source
   FROM public.county_designation
  WHERE upper_inf(county_designation.valid)
UNION ALL
 SELECT county.code AS county_code,
    'exitDate'::text AS field,
    'STATED'::text AS standing,
    county.exit_source AS source
   FROM public.county
  WHERE (county.exit_source IS NOT NULL);
CREATE TABLE public.division (
    code text NOT NULL,
    level text NOT NULL,
    parent_code text,
    name_zh text NOT NULL,
    name_en text,
    name_order bytea GENERATED ALWAYS AS (public.pinyin_order(name_zh)) STORED,
    source text NOT NULL,
    standing text NOT NULL,
    CONSTRAINT division_code_is_six_digits CHECK ((code ~ '^[0-9]{6}$'::text)),
    CONSTRAINT division_level_known CHECK ((level = ANY (ARRAY['PROVINCE'::text, 'PREFECTURE'::text, 'COUNTY'::text]))),
    CONSTRAINT division_standing_known CHECK ((standing = ANY (ARRAY['STATED'::text, 'DERIVED'::text, 'RECALLED'::text, 'PLACEHOLDER'::text, 'SAMPLE'::text])))
);
CREATE TABLE public.idempotency_key (
    actor text NOT NULL,
    verb text NOT NULL,
    key text NOT NULL,
    input_hash bytea NOT NULL,
    answer jsonb,
    claimed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT idempotency_key_of_some_length CHECK (((length(key) >= 1) AND (length(key) <= 200)))
);
CREATE TABLE public.source_plan (
    id bigint NOT NULL,
    special_plan_id bigint NOT NULL,
    plan_state text NOT NULL,
    institution_code text NOT NULL,
    state text DEFAULT 'DRAFT'::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    submitted_by text,
    approved_by text,
    CONSTRAINT source_plan_approved_by_another CHECK ((approved_by <> submitted_by)),
    CONSTRAINT source_plan_approved_by_somebody CHECK (((state <> 'APPROVED'::text) OR (approved_by IS NOT NULL))),
    CONSTRAINT source_plan_published_with_its_plan CHECK (((state <> 'PUBLISHED'::text) OR (plan_state = ANY (ARRAY['PUBLISHED'::text, 'CLOSED'::text])))),
    CONSTRAINT source_plan_state_known CHECK ((state = ANY (ARRAY['DRAFT'::text, 'SUBMITTED'::text, 'RETURNED'::text, 'APPROVED'::text, 'PUBLISHED'::text]))),
    CONSTRAINT source_plan_submitted_by_somebody CHECK (((state <> ALL (ARRAY['SUBMITTED'::text, 'APPROVED'::text])) OR (submitted_by IS NOT NULL)))
);
CREATE TABLE public.special_plan (
    id bigint NOT NULL,
    year integer NOT NULL,
    kind text NOT NULL,
    is_sample boolean DEFAULT false NOT NULL,
    title text NOT NULL,
    state text DEFAULT 'DRAFT'::text NOT NULL,
    submission_opens timestamp with time zone,
    submission_closes timestamp with time zone,
    issued_seats integer DEFAULT 0 NOT NULL,
    unallocated_seats integer DEFAULT 0 NOT NULL,
    withdrawn_seats integer DEFAULT 0 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    CONSTRAINT issue_never_negative CHECK ((issued_seats >= 0)),
    CONSTRAINT issue_within_reason CHECK ((issued_seats <= 100000000)),
    CONSTRAINT pool_never_negative CHECK ((unallocated_seats >= 0)),
    CONSTRAINT special_plan_kind_known CHECK ((kind = ANY (ARRAY['NATIONAL'::text, 'LOCAL'::text, 'UNIVERSITY'::text, 'TARGETED'::text]))),
    CONSTRAINT special_plan_open_has_its_window CHECK (((state <> 'OPEN'::text) OR ((submission_opens IS NOT NULL) AND (submission_closes IS NOT NULL)))),
    CONSTRAINT special_plan_state_known CHECK ((state = ANY (ARRAY['DRAFT'::text, 'OPEN'::text, 'PUBLISHED'::text, 'CLOSED'::text]))),
    CONSTRAINT special_plan_year_plausible CHECK (((year >= 2000) AND (year <= 2100))),
    CONSTRAINT submission_window_opens_first CHECK ((submission_opens < submission_closes)),
    CONSTRAINT withdrawn_never_negative CHECK ((withdrawn_seats >= 0))
);
CREATE VIEW public.inbox_of_plans AS
 SELECT 'SPECIAL_PLANS_DRAFT'::text AS kind,
    'PROVINCE'::text AS role,
    NULL::text AS scope,
    (count(*))::integer AS count,
    min(special_plan.recorded_at) AS oldest
   FROM public.special_plan
  WHERE ((special_plan.state = 'DRAFT'::text) AND (NOT special_plan.is_sample))
 HAVING (count(*) > 0)
UNION ALL
 SELECT 'SOURCE_PLANS_SUBMITTED'::text AS kind,
    'PROVINCE'::text AS role,
    NULL::text AS scope,
    (count(*))::integer AS count,
    min(source_plan.recorded_at) AS oldest
   FROM public.source_plan
  WHERE (source_plan.state = 'SUBMITTED'::text)
 HAVING (count(*) > 0)
UNION ALL
 SELECT ('SOURCE_PLANS_'::text || source_plan.state) AS kind,
    'ADMISSIONS'::text AS role,
    source_plan.institution_code AS scope,
    (count(*))::integer AS count,
    min(source_plan.recorded_at) AS oldest
   FROM (public.source_plan
     JOIN public.special_plan ON ((special_plan.id = source_plan.special_plan_id)))
  WHERE ((source_plan.state = ANY (ARRAY['DRAFT'::text, 'RETURNED'::text])) AND (NOT special_plan.is_sample))
  GROUP BY source_plan.state, source_plan.institution_code;
CREATE TABLE public.quota_line (
    id bigint NOT NULL,
    account_kind text DEFAULT 'LINE'::text NOT NULL,
    special_plan_id bigint NOT NULL,
    year integer NOT NULL,
    plan_kind text NOT NULL,
    is_sample boolean NOT NULL,
    source_plan_id bigint NOT NULL,
    institution_code text NOT NULL,
    state text NOT NULL,
    programme_code text NOT NULL,
    level_code text NOT NULL,
    level text NOT NULL,
    batch_code text NOT NULL,
    batch text NOT NULL,
    track_code text NOT NULL,
    track text NOT NULL,
    plan_nature_code text NOT NULL,
    plan_nature text NOT NULL,
    plan_category_code text,
    plan_category text,
    county_code text,
    record_id text,
    institution_number text,
    programme_number text,
    provincial_programme_number text,
    direction text,
    programmes_contained text,
    foreign_language text,
    oral_test text,
    subject_requirement text,
    campus text,
    pathway text,
    years numeric(3,1),
    tuition numeric(12,2),
    remarks text,
    other jsonb DEFAULT '{}'::jsonb NOT NULL,
    identity uuid GENERATED ALWAYS AS ((md5(COALESCE(('record '::text || record_id), ((((((((((((((((((((((((((((((((COALESCE(programme_code, ''::text) || chr(31)) || COALESCE(level_code, ''::text)) || chr(31)) || COALESCE(batch_code, ''::text)) || chr(31)) || COALESCE(track_code, ''::text)) || chr(31)) || COALESCE(plan_nature_code, ''::text)) || chr(31)) || COALESCE(plan_category_code, ''::text)) || chr(31)) || COALESCE(county_code, ''::text)) || chr(31)) || COALESCE(institution_number, ''::text)) || chr(31)) || COALESCE(programme_number, ''::text)) || chr(31)) || COALESCE(provincial_programme_number, ''::text)) || chr(31)) || COALESCE(direction, ''::text)) || chr(31)) || COALESCE(programmes_contained, ''::text)) || chr(31)) || COALESCE(foreign_language, ''::text)) || chr(31)) || COALESCE(oral_test, ''::text)) || chr(31)) || COALESCE(subject_requirement, ''::text)) || chr(31)) || COALESCE(campus, ''::text)) || chr(31)) || COALESCE(pathway, ''::text)))))::uuid) STORED NOT NULL,
    requested_seats integer NOT NULL,
    seats integer DEFAULT 0 NOT NULL,
    admitted integer DEFAULT 0 NOT NULL,
    enrolled integer DEFAULT 0 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    CONSTRAINT admitted_never_negative CHECK ((admitted >= 0)),
    CONSTRAINT admitted_within_seats CHECK ((admitted <= GREATEST(seats, 0))),
    CONSTRAINT enrolled_within_admitted CHECK (((enrolled >= 0) AND (enrolled <= admitted))),
    CONSTRAINT quota_line_is_a_line_account CHECK ((account_kind = 'LINE'::text)),
    CONSTRAINT quota_line_plan_category_has_both CHECK (((plan_category_code IS NULL) = (plan_category IS NULL))),
    CONSTRAINT quota_never_negative CHECK ((seats >= 0)),
    CONSTRAINT requested_seats_never_negative CHECK ((requested_seats >= 0)),
    CONSTRAINT targeted_line_names_its_county CHECK (((plan_kind <> 'TARGETED'::text) OR (county_code IS NOT NULL))),
    CONSTRAINT tuition_never_negative CHECK ((tuition >= (0)::numeric))
);
CREATE TABLE public.training_agreement (
    id bigint NOT NULL,
    quota_line_id bigint NOT NULL,
    student text NOT NULL,
    service_years integer NOT NULL,
    free_of text[] DEFAULT '{}'::text[] NOT NULL,
    subsidy numeric(12,2),
    document text NOT NULL,
    signed_on date NOT NULL,
    state text DEFAULT 'SIGNED'::text NOT NULL,
    reason text,
    version integer DEFAULT 1 NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    CONSTRAINT agreement_ended_early_says_why CHECK (((state = ANY (ARRAY['BREACHED'::text, 'RELEASED'::text])) = (reason IS NOT NULL))),
    CONSTRAINT agreement_free_of_known_costs CHECK ((free_of <@ ARRAY['TUITION'::text, 'ACCOMMODATION'::text, 'TEXTBOOKS'::text])),
    CONSTRAINT agreement_service_years_plausible CHECK (((service_years >= 1) AND (service_years <= 30))),
    CONSTRAINT agreement_state_known CHECK ((state = ANY (ARRAY['SIGNED'::text, 'STUDYING'::text, 'GRADUATED'::text, 'SERVING'::text, 'FULFILLED'::text, 'BREACHED'::text, 'RELEASED'::text]))),
    CONSTRAINT agreement_student_is_pseudonymous CHECK ((student ~ '^[A-Z]{0,4}(-?[0-9]){3,10}$'::text)),
    CONSTRAINT agreement_subsidy_never_negative CHECK ((subsidy >= (0)::numeric))
);
CREATE TABLE public.training_demand (
    id bigint NOT NULL,
    county_code text NOT NULL,
    year integer NOT NULL,
    occupation text NOT NULL,
    positions integer NOT NULL,
    programme_codes text[] DEFAULT '{}'::text[] NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    CONSTRAINT training_demand_occupation_is_short CHECK (((length(occupation) >= 1) AND (length(occupation) <= 100))),
    CONSTRAINT training_demand_positions_plausible CHECK (((positions >= 0) AND (positions <= 10000))),
    CONSTRAINT training_demand_year_plausible CHECK (((year >= 2000) AND (year <= 2100)))
);
CREATE TABLE public.training_demand_programme (
    demand_id bigint NOT NULL,
    county_code text NOT NULL,
    year integer NOT NULL,
    programme_code text NOT NULL
);
CREATE VIEW public.inbox_of_training AS
 SELECT 'AGREEMENTS_UNSIGNED'::text AS kind,
    'COUNTY'::text AS role,
    line.county_code AS scope,
    (sum((line.admitted - signed.agreements)))::integer AS count,
    min(admission.since) AS oldest
   FROM ((public.quota_line line
     CROSS JOIN LATERAL ( SELECT count(*) AS agreements
           FROM public.training_agreement
          WHERE (training_agreement.quota_line_id = line.id)) signed)
     CROSS JOIN LATERAL ( SELECT min(admission_1.recorded_at) AS since
           FROM public.admission admission_1
          WHERE (admission_1.quota_line_id = line.id)) admission)
  WHERE ((line.plan_kind = 'TARGETED'::text) AND (NOT line.is_sample) AND (line.state = 'PUBLISHED'::text) AND (line.admitted > signed.agreements))
  GROUP BY line.county_code
UNION ALL
 SELECT ('AGREEMENTS_'::text || agreement.state) AS kind,
    'ADMISSIONS'::text AS role,
    line.institution_code AS scope,
    (count(*))::integer AS count,
    min(agreement.recorded_at) AS oldest
   FROM (public.training_agreement agreement
     JOIN public.quota_line line ON ((line.id = agreement.quota_line_id)))
  WHERE (agreement.state = 'SIGNED'::text)
  GROUP BY agreement.state, line.institution_code
UNION ALL
 SELECT ('AGREEMENTS_'::text || agreement.state) AS kind,
    'COUNTY'::text AS role,
    line.county_code AS scope,
    (count(*))::integer AS count,
    min(agreement.recorded_at) AS oldest
   FROM (public.training_agreement agreement
     JOIN public.quota_line line ON ((line.id = agreement.quota_line_id)))
  WHERE (agreement.state = 'GRADUATED'::text)
  GROUP BY agreement.state, line.county_code
UNION ALL
 SELECT 'TRAINING_DEMANDS_UNANSWERED'::text AS kind,
    'PROVINCE'::text AS role,
    NULL::text AS scope,
    (count(*))::integer AS count,
    min(demand.recorded_at) AS oldest
   FROM public.training_demand demand
  WHERE ((demand.positions > ( SELECT COALESCE(sum(line.seats), (0)::bigint) AS "coalesce"
           FROM (public.training_demand_programme named
             JOIN public.quota_line line ON (((line.programme_code = named.programme_code) AND (line.county_code = demand.county_code) AND (line.year = demand.year))))
          WHERE ((named.demand_id = demand.id) AND (line.plan_kind = 'TARGETED'::text) AND (line.state = 'PUBLISHED'::text) AND (NOT line.is_sample)))) AND (NOT (EXISTS ( SELECT
           FROM public.special_plan
          WHERE ((special_plan.year = demand.year) AND (special_plan.kind = 'TARGETED'::text) AND (special_plan.state = 'CLOSED'::text) AND (NOT special_plan.is_sample))))))
 HAVING (count(*) > 0);
CREATE VIEW public.inbox AS
 SELECT inbox_of_plans.kind,
    inbox_of_plans.role,
    inbox_of_plans.scope,
    inbox_of_plans.count,
    inbox_of_plans.oldest
   FROM public.inbox_of_plans
UNION ALL
 SELECT inbox_of_training.kind,
    inbox_of_training.role,
    inbox_of_training.scope,
    inbox_of_training.count,
    inbox_of_training.oldest
   FROM public.inbox_of_training;
CREATE TABLE public.institution (
    code text NOT NULL,
    ministry_code text,
    identifier text,
    name_zh text NOT NULL,
    name_en text,
    name_order bytea GENERATED ALWAYS AS (public.pinyin_order(name_zh)) STORED,
    kind text NOT NULL,
    level text,
    ownership text,
    supervisor_zh text,
    place_zh text,
    prefecture_code text,
    prefecture_level text GENERATED ALWAYS AS ('PREFECTURE'::text) STORED NOT NULL,
    county_code text,
    source text NOT NULL,
    standing text NOT NULL,
    CONSTRAINT institution_centre_names_its_county CHECK (((kind <> 'COUNTY_VOCATIONAL_CENTRE'::text) OR (county_code IS NOT NULL))),
    CONSTRAINT institution_code_is_plain CHECK ((code ~ '^[0-9A-Z]+$'::text)),
    CONSTRAINT institution_identifier_is_ten_digits CHECK ((identifier ~ '^[0-9]{10}$'::text)),
    CONSTRAINT institution_kind_known CHECK ((kind = ANY (ARRAY['UNIVERSITY'::text, 'HIGHER_VOCATIONAL_COLLEGE'::text, 'SECONDARY_VOCATIONAL_SCHOOL'::text, 'COUNTY_VOCATIONAL_CENTRE'::text, 'HIGH_SCHOOL'::text, 'SCHOOL'::text, 'KINDERGARTEN'::text]))),
    CONSTRAINT institution_ministry_code_is_five_digits CHECK ((ministry_code ~ '^[0-9]{5}$'::text)),
    CONSTRAINT institution_standing_known CHECK ((standing = ANY (ARRAY['STATED'::text, 'DERIVED'::text, 'RECALLED'::text, 'PLACEHOLDER'::text, 'SAMPLE'::text])))
);
CREATE TABLE public.institution_designation (
    id bigint NOT NULL,
    institution_code text NOT NULL,
    kind text NOT NULL,
    valid daterange NOT NULL,
    document text,
    source text NOT NULL,
    standing text NOT NULL,
    end_document text,
    version integer DEFAULT 1 NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    CONSTRAINT institution_designation_kind_known CHECK ((kind = ANY (ARRAY['KEY_VOCATIONAL'::text, 'ASSISTING_UNIVERSITY'::text]))),
    CONSTRAINT institution_designation_standing_known CHECK ((standing = ANY (ARRAY['STATED'::text, 'DERIVED'::text, 'RECALLED'::text, 'PLACEHOLDER'::text, 'SAMPLE'::text]))),
    CONSTRAINT institution_designation_valid_is_not_empty CHECK ((NOT isempty(valid)))
);
ALTER TABLE public.institution_designation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.institution_designation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.institution_designation_version (
    id bigint CONSTRAINT institution_designation_id_not_null NOT NULL,
    institution_code text CONSTRAINT institution_designation_institution_code_not_null NOT NULL,
    kind text CONSTRAINT institution_designation_kind_not_null NOT NULL,
    valid daterange CONSTRAINT institution_designation_valid_not_null NOT NULL,
    document text,
    source text CONSTRAINT institution_designation_source_not_null NOT NULL,
    standing text CONSTRAINT institution_designation_standing_not_null NOT NULL,
    end_document text,
    version integer CONSTRAINT institution_designation_version_not_null NOT NULL,
    recorded_at timestamp with time zone CONSTRAINT institution_designation_recorded_at_not_null NOT NULL,
    recorded_xid bigint CONSTRAINT institution_designation_recorded_xid_not_null NOT NULL,
    replaced_at timestamp with time zone NOT NULL,
    replaced_xid bigint NOT NULL
);
CREATE TABLE public.invitation (
    id bigint NOT NULL,
    staff_id bigint NOT NULL,
    secret_hash bytea NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT invitation_secret_is_hashed CHECK ((length(secret_hash) = 32))
);
ALTER TABLE public.invitation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW public.ledger_year AS
 SELECT generate_series(2000, 2100) AS year;
CREATE TABLE public.leg (
    movement_id bigint NOT NULL,
    number integer NOT NULL,
    from_account bigint NOT NULL,
    to_account bigint NOT NULL,
    seats integer NOT NULL,
    recorded_xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    CONSTRAINT leg_goes_somewhere CHECK ((from_account <> to_account)),
    CONSTRAINT leg_moves_seats CHECK ((seats > 0))
);
CREATE TABLE public.level (
    year integer NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL
);
CREATE TABLE public.movement (
    id bigint NOT NULL,
    kind text NOT NULL,
    reason text NOT NULL,
    actor text NOT NULL,
    document_number text NOT NULL,
    effective_on date NOT NULL,
    reverses_id bigint,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    CONSTRAINT movement_kind_known CHECK ((kind = ANY (ARRAY['ISSUE'::text, 'ALLOCATE'::text, 'TRANSFER'::text, 'ADJUST'::text, 'WITHDRAW'::text, 'REVERSE'::text]))),
    CONSTRAINT movement_reverse_names_its_movement CHECK (((kind = 'REVERSE'::text) = (reverses_id IS NOT NULL)))
);
ALTER TABLE public.movement ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.movement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.plan_area (
    special_plan_id bigint NOT NULL,
    county_code text NOT NULL,
    reason text,
    document text,
    recorded_xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    CONSTRAINT plan_area_exception_names_its_document CHECK (((reason IS NULL) = (document IS NULL)))
);
CREATE TABLE public.plan_category (
    year integer NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL
);
CREATE TABLE public.plan_nature (
    year integer NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL
);
CREATE TABLE public.programme (
    code text NOT NULL,
    name_zh text NOT NULL,
    name_order bytea GENERATED ALWAYS AS (public.pinyin_order(name_zh)) STORED,
    level text,
    discipline text,
    class_zh text,
    years numeric(3,1),
    source text NOT NULL,
    standing text NOT NULL,
    CONSTRAINT programme_code_is_plain CHECK ((code ~ '^[0-9A-Z]{2,10}$'::text)),
    CONSTRAINT programme_standing_known CHECK ((standing = ANY (ARRAY['STATED'::text, 'DERIVED'::text, 'RECALLED'::text, 'PLACEHOLDER'::text, 'SAMPLE'::text])))
);
CREATE TABLE public.quota_line_version (
    id bigint CONSTRAINT quota_line_id_not_null NOT NULL,
    account_kind text CONSTRAINT quota_line_account_kind_not_null NOT NULL,
    special_plan_id bigint CONSTRAINT quota_line_special_plan_id_not_null NOT NULL,
    year integer CONSTRAINT quota_line_year_not_null NOT NULL,
    plan_kind text CONSTRAINT quota_line_plan_kind_not_null NOT NULL,
    is_sample boolean CONSTRAINT quota_line_is_sample_not_null NOT NULL,
    source_plan_id bigint CONSTRAINT quota_line_source_plan_id_not_null NOT NULL,
    institution_code text CONSTRAINT quota_line_institution_code_not_null NOT NULL,
    state text CONSTRAINT quota_line_state_not_null NOT NULL,
    programme_code text CONSTRAINT quota_line_programme_code_not_null NOT NULL,
    level_code text CONSTRAINT quota_line_level_code_not_null NOT NULL,
    level text CONSTRAINT quota_line_level_not_null NOT NULL,
    batch_code text CONSTRAINT quota_line_batch_code_not_null NOT NULL,
    batch text CONSTRAINT quota_line_batch_not_null NOT NULL,
    track_code text CONSTRAINT quota_line_track_code_not_null NOT NULL,
    track text CONSTRAINT quota_line_track_not_null NOT NULL,
    plan_nature_code text CONSTRAINT quota_line_plan_nature_code_not_null NOT NULL,
    plan_nature text CONSTRAINT quota_line_plan_nature_not_null NOT NULL,
    plan_category_code text,
    plan_category text,
    county_code text,
    record_id text,
    institution_number text,
    programme_number text,
    provincial_programme_number text,
    direction text,
    programmes_contained text,
    foreign_language text,
    oral_test text,
    subject_requirement text,
    campus text,
    pathway text,
    years numeric(3,1),
    tuition numeric(12,2),
    remarks text,
    other jsonb CONSTRAINT quota_line_other_not_null NOT NULL,
    identity uuid CONSTRAINT quota_line_identity_not_null NOT NULL,
    requested_seats integer CONSTRAINT quota_line_requested_seats_not_null NOT NULL,
    seats integer CONSTRAINT quota_line_seats_not_null NOT NULL,
    admitted integer CONSTRAINT quota_line_admitted_not_null NOT NULL,
    enrolled integer CONSTRAINT quota_line_enrolled_not_null NOT NULL,
    version integer CONSTRAINT quota_line_version_not_null NOT NULL,
    recorded_at timestamp with time zone CONSTRAINT quota_line_recorded_at_not_null NOT NULL,
    recorded_xid bigint CONSTRAINT quota_line_recorded_xid_not_null NOT NULL,
    replaced_at timestamp with time zone NOT NULL,
    replaced_xid bigint NOT NULL,
    is_removed boolean DEFAULT false NOT NULL
);
CREATE TABLE public.rule (
    rule_set text NOT NULL,
    number integer NOT NULL,
    is_sample boolean DEFAULT false NOT NULL,
    condition text NOT NULL,
    years integer,
    counted_to date,
    clause text NOT NULL,
    clause_en text,
    source text NOT NULL,
    standing text NOT NULL,
    recorded_xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    CONSTRAINT rule_condition_known CHECK ((condition = ANY (ARRAY['REGISTRATION_AREA'::text, 'REGISTRATION_TYPE'::text, 'REGISTRATION_YEARS'::text, 'GUARDIAN_AREA'::text, 'GUARDIAN_TYPE'::text, 'GUARDIAN_YEARS'::text, 'SCHOOL_AREA'::text, 'SCHOOL_LEVEL'::text, 'SCHOOL_YEARS'::text, 'ATTENDANCE'::text, 'EXAMINATION'::text, 'POOR_HOUSEHOLD'::text, 'EARLIER_BREACH'::text, 'NOTE'::text]))),
    CONSTRAINT rule_counted_to_about_its_year CHECK (((EXTRACT(year FROM counted_to) >= ((("left"(rule_set, 4))::integer - 1))::numeric) AND (EXTRACT(year FROM counted_to) <= (("left"(rule_set, 4))::integer)::numeric))),
    CONSTRAINT rule_counted_to_with_years CHECK (((counted_to IS NULL) OR (years IS NOT NULL))),
    CONSTRAINT rule_standing_known CHECK ((standing = ANY (ARRAY['STATED'::text, 'DERIVED'::text, 'RECALLED'::text, 'PLACEHOLDER'::text, 'SAMPLE'::text]))),
    CONSTRAINT rule_years_plausible CHECK (((years >= 1) AND (years <= 30))),
    CONSTRAINT rule_years_where_they_count CHECK (((years IS NOT NULL) = (condition = ANY (ARRAY['REGISTRATION_YEARS'::text, 'GUARDIAN_YEARS'::text, 'SCHOOL_YEARS'::text]))))
);
CREATE TABLE public.rule_set (
    code text GENERATED ALWAYS AS ((((year)::text || kind) || (version)::text)) STORED NOT NULL,
    year integer NOT NULL,
    kind text NOT NULL,
    version integer NOT NULL,
    is_sample boolean DEFAULT false NOT NULL,
    decided_on date,
    document text,
    counted_to date NOT NULL,
    counted_to_clause text NOT NULL,
    counted_to_source text NOT NULL,
    counted_to_standing text NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    CONSTRAINT rule_set_counted_to_about_its_year CHECK (((EXTRACT(year FROM counted_to) >= ((year - 1))::numeric) AND (EXTRACT(year FROM counted_to) <= (year)::numeric))),
    CONSTRAINT rule_set_counted_to_standing_known CHECK ((counted_to_standing = ANY (ARRAY['STATED'::text, 'DERIVED'::text, 'RECALLED'::text, 'PLACEHOLDER'::text, 'SAMPLE'::text]))),
    CONSTRAINT rule_set_decided_unless_sample CHECK ((((decided_on IS NULL) = is_sample) AND ((document IS NULL) = is_sample))),
    CONSTRAINT rule_set_kind_known CHECK ((kind = ANY (ARRAY['NATIONAL'::text, 'LOCAL'::text, 'UNIVERSITY'::text, 'TARGETED'::text]))),
    CONSTRAINT rule_set_sample_is_version_0 CHECK (((version >= 0) AND ((version = 0) = is_sample))),
    CONSTRAINT rule_set_year_plausible CHECK (((year >= 2000) AND (year <= 2100)))
);
CREATE TABLE public.seal (
    id bigint NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    horizon_xid bigint NOT NULL,
    movements integer NOT NULL,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL,
    running_xids bigint[] NOT NULL
);
ALTER TABLE public.seal ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.seal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sealed_movement (
    movement_id bigint NOT NULL,
    seal_id bigint NOT NULL,
    digest bytea NOT NULL
);
CREATE TABLE public.sealed_through (
    is_only boolean DEFAULT true NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT sealed_through_has_one_row CHECK (is_only)
);
ALTER TABLE public.source_plan ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.source_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.source_plan_review (
    id bigint NOT NULL,
    source_plan_id bigint NOT NULL,
    step text NOT NULL,
    text text,
    actor text NOT NULL,
    role text NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    CONSTRAINT source_plan_review_says_why CHECK (((step <> ALL (ARRAY['RETURN'::text, 'COMMENT'::text])) OR (text IS NOT NULL))),
    CONSTRAINT source_plan_review_step_known CHECK ((step = ANY (ARRAY['SUBMIT'::text, 'WITHDRAW'::text, 'RETURN'::text, 'APPROVE'::text, 'COMMENT'::text])))
);
ALTER TABLE public.source_plan_review ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.source_plan_review_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.source_plan_version (
    id bigint CONSTRAINT source_plan_id_not_null NOT NULL,
    special_plan_id bigint CONSTRAINT source_plan_special_plan_id_not_null NOT NULL,
    plan_state text CONSTRAINT source_plan_plan_state_not_null NOT NULL,
    institution_code text CONSTRAINT source_plan_institution_code_not_null NOT NULL,
    state text CONSTRAINT source_plan_state_not_null NOT NULL,
    version integer CONSTRAINT source_plan_version_not_null NOT NULL,
    recorded_at timestamp with time zone CONSTRAINT source_plan_recorded_at_not_null NOT NULL,
    recorded_xid bigint CONSTRAINT source_plan_recorded_xid_not_null NOT NULL,
    replaced_at timestamp with time zone NOT NULL,
    replaced_xid bigint NOT NULL,
    submitted_by text,
    approved_by text
);
ALTER TABLE public.special_plan ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.special_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.special_plan_version (
    id bigint CONSTRAINT special_plan_id_not_null NOT NULL,
    year integer CONSTRAINT special_plan_year_not_null NOT NULL,
    kind text CONSTRAINT special_plan_kind_not_null NOT NULL,
    is_sample boolean CONSTRAINT special_plan_is_sample_not_null NOT NULL,
    title text CONSTRAINT special_plan_title_not_null NOT NULL,
    state text CONSTRAINT special_plan_state_not_null NOT NULL,
    submission_opens timestamp with time zone,
    submission_closes timestamp with time zone,
    issued_seats integer CONSTRAINT special_plan_issued_seats_not_null NOT NULL,
    unallocated_seats integer CONSTRAINT special_plan_unallocated_seats_not_null NOT NULL,
    withdrawn_seats integer CONSTRAINT special_plan_withdrawn_seats_not_null NOT NULL,
    version integer CONSTRAINT special_plan_version_not_null NOT NULL,
    recorded_at timestamp with time zone CONSTRAINT special_plan_recorded_at_not_null NOT NULL,
    recorded_xid bigint CONSTRAINT special_plan_recorded_xid_not_null NOT NULL,
    replaced_at timestamp with time zone NOT NULL,
    replaced_xid bigint NOT NULL
);
CREATE TABLE public.staff (
    id bigint NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    institution_code text,
    county_code text,
    prefecture_code text,
    prefecture_level text GENERATED ALWAYS AS ('PREFECTURE'::text) STORED NOT NULL,
    issuer text,
    subject text,
    invited_by text NOT NULL,
    invited_at timestamp with time zone DEFAULT now() NOT NULL,
    accepted_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT staff_has_the_scope_of_its_role CHECK ((((institution_code IS NOT NULL) = (role = ANY (ARRAY['ADMISSIONS'::text, 'COLLEGE'::text, 'CENTRE'::text]))) AND ((county_code IS NOT NULL) = (role = 'COUNTY'::text)) AND ((prefecture_code IS NOT NULL) = (role = 'PREFECTURE'::text)))),
    CONSTRAINT staff_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT staff_role_known CHECK ((role = ANY (ARRAY['ADMISSIONS'::text, 'COLLEGE'::text, 'CENTRE'::text, 'COUNTY'::text, 'PREFECTURE'::text, 'PROVINCE'::text, 'AUDITOR'::text]))),
    CONSTRAINT staff_subject_has_its_issuer CHECK (((issuer IS NULL) = (subject IS NULL)))
);
ALTER TABLE public.staff ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.staff_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_password (
    staff_id bigint NOT NULL,
    password_hash text NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    waits_until timestamp with time zone,
    CONSTRAINT staff_password_failures_are_counted CHECK ((failures >= 0)),
    CONSTRAINT staff_password_is_argon2 CHECK ((password_hash ~~ '$argon2id$%'::text))
);
CREATE TABLE public.track (
    year integer NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL
);
ALTER TABLE public.training_agreement ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.training_agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.training_agreement_version (
    id bigint CONSTRAINT training_agreement_id_not_null NOT NULL,
    quota_line_id bigint CONSTRAINT training_agreement_quota_line_id_not_null NOT NULL,
    student text CONSTRAINT training_agreement_student_not_null NOT NULL,
    service_years integer CONSTRAINT training_agreement_service_years_not_null NOT NULL,
    free_of text[] CONSTRAINT training_agreement_free_of_not_null NOT NULL,
    subsidy numeric(12,2),
    document text CONSTRAINT training_agreement_document_not_null NOT NULL,
    signed_on date CONSTRAINT training_agreement_signed_on_not_null NOT NULL,
    state text CONSTRAINT training_agreement_state_not_null NOT NULL,
    reason text,
    version integer CONSTRAINT training_agreement_version_not_null NOT NULL,
    recorded_at timestamp with time zone CONSTRAINT training_agreement_recorded_at_not_null NOT NULL,
    recorded_xid bigint CONSTRAINT training_agreement_recorded_xid_not_null NOT NULL,
    replaced_at timestamp with time zone NOT NULL,
    replaced_xid bigint NOT NULL
);
ALTER TABLE public.training_demand ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.training_demand_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.training_demand_version (
    id bigint CONSTRAINT training_demand_id_not_null NOT NULL,
    county_code text CONSTRAINT training_demand_county_code_not_null NOT NULL,
    year integer CONSTRAINT training_demand_year_not_null NOT NULL,
    occupation text CONSTRAINT training_demand_occupation_not_null NOT NULL,
    positions integer CONSTRAINT training_demand_positions_not_null NOT NULL,
    programme_codes text[] CONSTRAINT training_demand_programme_codes_not_null NOT NULL,
    version integer CONSTRAINT training_demand_version_not_null NOT NULL,
    recorded_at timestamp with time zone CONSTRAINT training_demand_recorded_at_not_null NOT NULL,
    recorded_xid bigint CONSTRAINT training_demand_recorded_xid_not_null NOT NULL,
    replaced_at timestamp with time zone NOT NULL,
    replaced_xid bigint NOT NULL
);
CREATE VIEW public.viewer AS
 SELECT 1 AS one;
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_facts UNIQUE (id, special_plan_id, kind);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.admission
    ADD CONSTRAINT admission_once_for_round_and_origin UNIQUE NULLS NOT DISTINCT (quota_line_id, round, origin_county_code);
ALTER TABLE ONLY public.admission
    ADD CONSTRAINT admission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.admission_version
    ADD CONSTRAINT admission_version_pkey PRIMARY KEY (id, version);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_secret_once UNIQUE (secret_hash);
ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT audit_event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.batch
    ADD CONSTRAINT batch_code_in_its_year PRIMARY KEY (year, code);
ALTER TABLE ONLY public.batch
    ADD CONSTRAINT batch_name_of_code UNIQUE (year, code, name_zh);
ALTER TABLE ONLY public.county_alias
    ADD CONSTRAINT county_alias_no_overlap PRIMARY KEY (code, valid WITHOUT OVERLAPS);
ALTER TABLE ONLY public.county_designation
    ADD CONSTRAINT county_designation_no_overlap UNIQUE (county_code, tier_or_kind, valid WITHOUT OVERLAPS);
ALTER TABLE ONLY public.county_designation
    ADD CONSTRAINT county_designation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.county_designation_version
    ADD CONSTRAINT county_designation_version_pkey PRIMARY KEY (id, version);
ALTER TABLE ONLY public.county
    ADD CONSTRAINT county_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.division
    ADD CONSTRAINT division_level_of_code UNIQUE (code, level);
ALTER TABLE ONLY public.division
    ADD CONSTRAINT division_name_of_code UNIQUE (code, name_zh);
ALTER TABLE ONLY public.division
    ADD CONSTRAINT division_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.idempotency_key
    ADD CONSTRAINT idempotency_key_pkey PRIMARY KEY (actor, verb, key);
ALTER TABLE ONLY public.institution_designation
    ADD CONSTRAINT institution_designation_no_overlap UNIQUE (institution_code, kind, valid WITHOUT OVERLAPS);
ALTER TABLE ONLY public.institution_designation
    ADD CONSTRAINT institution_designation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.institution_designation_version
    ADD CONSTRAINT institution_designation_version_pkey PRIMARY KEY (id, version);
ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_identifier_unique UNIQUE (identifier);
ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_ministry_code_unique UNIQUE (ministry_code);
ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_secret_once UNIQUE (secret_hash);
ALTER TABLE ONLY public.leg
    ADD CONSTRAINT leg_once_between_accounts UNIQUE (movement_id, from_account, to_account);
ALTER TABLE ONLY public.leg
    ADD CONSTRAINT leg_pkey PRIMARY KEY (movement_id, number);
ALTER TABLE ONLY public.level
    ADD CONSTRAINT level_code_in_its_year PRIMARY KEY (year, code);
ALTER TABLE ONLY public.level
    ADD CONSTRAINT level_name_of_code UNIQUE (year, code, name_zh);
ALTER TABLE ONLY public.movement
    ADD CONSTRAINT movement_facts UNIQUE (id, recorded_xid);
ALTER TABLE ONLY public.movement
    ADD CONSTRAINT movement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.movement
    ADD CONSTRAINT movement_reversed_once UNIQUE (reverses_id);
ALTER TABLE ONLY public.plan_area
    ADD CONSTRAINT plan_area_pkey PRIMARY KEY (special_plan_id, county_code);
ALTER TABLE ONLY public.plan_category
    ADD CONSTRAINT plan_category_code_in_its_year PRIMARY KEY (year, code);
ALTER TABLE ONLY public.plan_category
    ADD CONSTRAINT plan_category_name_of_code UNIQUE (year, code, name_zh);
ALTER TABLE ONLY public.plan_nature
    ADD CONSTRAINT plan_nature_code_in_its_year PRIMARY KEY (year, code);
ALTER TABLE ONLY public.plan_nature
    ADD CONSTRAINT plan_nature_name_of_code UNIQUE (year, code, name_zh);
ALTER TABLE ONLY public.programme
    ADD CONSTRAINT programme_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.quota_line
    ADD CONSTRAINT quota_line_identity UNIQUE (source_plan_id, identity);
ALTER TABLE ONLY public.quota_line
    ADD CONSTRAINT quota_line_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quota_line_version
    ADD CONSTRAINT quota_line_version_pkey PRIMARY KEY (id, version);
ALTER TABLE ONLY public.rule
    ADD CONSTRAINT rule_pkey PRIMARY KEY (rule_set, number);
ALTER TABLE ONLY public.rule_set
    ADD CONSTRAINT rule_set_facts UNIQUE (code, is_sample, recorded_xid);
ALTER TABLE ONLY public.rule_set
    ADD CONSTRAINT rule_set_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.rule_set
    ADD CONSTRAINT rule_set_version_once UNIQUE (year, kind, version);
ALTER TABLE ONLY public.seal
    ADD CONSTRAINT seal_follows_one_seal UNIQUE (previous_hash);
ALTER TABLE ONLY public.seal
    ADD CONSTRAINT seal_hash_unique UNIQUE (hash);
ALTER TABLE ONLY public.seal
    ADD CONSTRAINT seal_one_at_an_instant UNIQUE (sealed_at);
ALTER TABLE ONLY public.seal
    ADD CONSTRAINT seal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sealed_movement
    ADD CONSTRAINT sealed_movement_pkey PRIMARY KEY (movement_id);
ALTER TABLE ONLY public.sealed_through
    ADD CONSTRAINT sealed_through_pkey PRIMARY KEY (is_only);
ALTER TABLE ONLY public.source_plan
    ADD CONSTRAINT source_plan_facts UNIQUE (id, special_plan_id, institution_code, state);
ALTER TABLE ONLY public.source_plan
    ADD CONSTRAINT source_plan_once_for_an_institution UNIQUE (special_plan_id, institution_code);
ALTER TABLE ONLY public.source_plan
    ADD CONSTRAINT source_plan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.source_plan_review
    ADD CONSTRAINT source_plan_review_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.source_plan_version
    ADD CONSTRAINT source_plan_version_pkey PRIMARY KEY (id, version);
ALTER TABLE ONLY public.special_plan
    ADD CONSTRAINT special_plan_facts UNIQUE (id, year, kind, is_sample);
ALTER TABLE ONLY public.special_plan
    ADD CONSTRAINT special_plan_once_a_year UNIQUE (year, kind, is_sample);
ALTER TABLE ONLY public.special_plan
    ADD CONSTRAINT special_plan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.special_plan
    ADD CONSTRAINT special_plan_state_of_id UNIQUE (id, state);
ALTER TABLE ONLY public.special_plan_version
    ADD CONSTRAINT special_plan_version_pkey PRIMARY KEY (id, version);
ALTER TABLE ONLY public.staff_password
    ADD CONSTRAINT staff_password_pkey PRIMARY KEY (staff_id);
ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.track
    ADD CONSTRAINT track_code_in_its_year PRIMARY KEY (year, code);
ALTER TABLE ONLY public.track
    ADD CONSTRAINT track_name_of_code UNIQUE (year, code, name_zh);
ALTER TABLE ONLY public.training_agreement
    ADD CONSTRAINT training_agreement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.training_agreement_version
    ADD CONSTRAINT training_agreement_version_pkey PRIMARY KEY (id, version);
ALTER TABLE ONLY public.training_demand
    ADD CONSTRAINT training_demand_facts UNIQUE (id, county_code, year);
ALTER TABLE ONLY public.training_demand
    ADD CONSTRAINT training_demand_once_for_an_occupation UNIQUE (county_code, year, occupation);
ALTER TABLE ONLY public.training_demand
    ADD CONSTRAINT training_demand_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.training_demand_programme
    ADD CONSTRAINT training_demand_programme_pkey PRIMARY KEY (demand_id, programme_code);
ALTER TABLE ONLY public.training_demand_version
    ADD CONSTRAINT training_demand_version_pkey PRIMARY KEY (id, version);
ALTER TABLE ONLY public.training_demand_programme
    ADD CONSTRAINT training_programme_in_one_demand UNIQUE (county_code, year, programme_code);
CREATE UNIQUE INDEX account_once_in_a_plan ON public.account USING btree (special_plan_id, kind) WHERE (kind <> 'LINE'::text);
CREATE INDEX admission_version_by_line ON public.admission_version USING btree (quota_line_id);
CREATE UNIQUE INDEX agreement_once_for_a_student ON public.training_agreement USING btree (quota_line_id, student) WHERE (state <> 'RELEASED'::text);
CREATE UNIQUE INDEX api_key_name_once ON public.api_key USING btree (name) WHERE (revoked_at IS NULL);
CREATE INDEX audit_event_by_actor ON public.audit_event USING btree (actor, id);
CREATE INDEX audit_event_by_object ON public.audit_event USING btree (object_type, object_id);
CREATE INDEX audit_event_by_xid ON public.audit_event USING btree (recorded_xid);
CREATE INDEX idempotency_key_by_time ON public.idempotency_key USING btree (claimed_at);
CREATE INDEX institution_by_prefecture ON public.institution USING btree (prefecture_code);
CREATE UNIQUE INDEX institution_one_centre_in_a_county ON public.institution USING btree (county_code) WHERE (kind = 'COUNTY_VOCATIONAL_CENTRE'::text);
CREATE INDEX invitation_by_staff ON public.invitation USING btree (staff_id);
CREATE INDEX leg_by_from_account ON public.leg USING btree (from_account, recorded_xid);
CREATE INDEX leg_by_to_account ON public.leg USING btree (to_account, recorded_xid);
CREATE INDEX movement_by_document ON public.movement USING btree (document_number);
CREATE INDEX movement_by_xid ON public.movement USING btree (recorded_xid);
CREATE INDEX plan_area_by_county ON public.plan_area USING btree (county_code);
CREATE INDEX quota_line_by_county ON public.quota_line USING btree (county_code, id) WHERE (county_code IS NOT NULL);
CREATE INDEX quota_line_by_institution ON public.quota_line USING btree (institution_code, id) INCLUDE (year, state, requested_seats, seats, admitted, enrolled);
CREATE INDEX quota_line_by_plan ON public.quota_line USING btree (special_plan_id, id) INCLUDE (seats);
CREATE INDEX quota_line_by_programme ON public.quota_line USING btree (programme_code, institution_code, year);
CREATE INDEX quota_line_by_seats ON public.quota_line USING btree (seats DESC, id);
CREATE INDEX quota_line_by_source_plan ON public.quota_line USING btree (source_plan_id, id) INCLUDE (requested_seats, seats);
CREATE INDEX quota_line_by_xid ON public.quota_line USING btree (recorded_xid);
CREATE INDEX quota_line_by_year ON public.quota_line USING btree (year, id);
CREATE INDEX quota_line_by_year_seats ON public.quota_line USING btree (year, seats DESC, id);
CREATE INDEX quota_line_version_by_county ON public.quota_line_version USING btree (county_code, id) WHERE (county_code IS NOT NULL);
CREATE INDEX quota_line_version_by_programme ON public.quota_line_version USING btree (programme_code, institution_code);
CREATE INDEX quota_line_version_by_replacing ON public.quota_line_version USING btree (replaced_xid);
CREATE INDEX quota_line_version_by_source_plan ON public.quota_line_version USING btree (source_plan_id);
CREATE INDEX quota_line_version_by_xid ON public.quota_line_version USING btree (recorded_xid);
CREATE INDEX quota_line_version_removed ON public.quota_line_version USING btree (id) WHERE is_removed;
CREATE UNIQUE INDEX rule_condition_once ON public.rule USING btree (rule_set, condition) WHERE (condition <> 'NOTE'::text);
CREATE INDEX sealed_movement_by_seal ON public.sealed_movement USING btree (seal_id);
CREATE INDEX source_plan_by_institution ON public.source_plan USING btree (institution_code);
CREATE INDEX source_plan_review_by_plan ON public.source_plan_review USING btree (source_plan_id, id);
CREATE INDEX staff_by_subject ON public.staff USING btree (issuer, subject);
CREATE UNIQUE INDEX staff_name_once ON public.staff USING btree (name) WHERE (revoked_at IS NULL);
CREATE UNIQUE INDEX staff_subject_once ON public.staff USING btree (issuer, subject) WHERE (revoked_at IS NULL);
CREATE INDEX training_agreement_by_line ON public.training_agreement USING btree (quota_line_id);
CREATE TRIGGER admission_goes_row_by_row BEFORE TRUNCATE ON public.admission FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER admission_keeps_versions BEFORE DELETE OR UPDATE ON public.admission FOR EACH ROW EXECUTE FUNCTION public.keep_admission_version();
CREATE TRIGGER admission_stays_on_its_line BEFORE UPDATE OF quota_line_id ON public.admission FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER admission_sums_after_delete AFTER DELETE ON public.admission REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.sum_admissions();
CREATE TRIGGER admission_sums_after_insert AFTER INSERT ON public.admission REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.sum_admissions();
CREATE TRIGGER admission_sums_after_update AFTER UPDATE ON public.admission REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.sum_admissions();
CREATE TRIGGER admission_then_agreements_after_delete AFTER DELETE ON public.admission REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.hold_agreements();
CREATE TRIGGER admission_then_agreements_after_update AFTER UPDATE ON public.admission REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.hold_agreements();
CREATE TRIGGER admission_version_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.admission_version FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER audit_event_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER county_designation_goes_row_by_row BEFORE TRUNCATE ON public.county_designation FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER county_designation_keeps_versions BEFORE DELETE OR UPDATE ON public.county_designation FOR EACH ROW EXECUTE FUNCTION public.keep_county_designation_version();
CREATE TRIGGER county_designation_version_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.county_designation_version FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER institution_designation_goes_row_by_row BEFORE TRUNCATE ON public.institution_designation FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER institution_designation_keeps_versions BEFORE DELETE OR UPDATE ON public.institution_designation FOR EACH ROW EXECUTE FUNCTION public.keep_institution_designation_version();
CREATE TRIGGER institution_designation_version_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.institution_designation_version FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER leg_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.leg FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER leg_moves_balances AFTER INSERT ON public.leg REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION public.post_legs();
CREATE TRIGGER leg_stays_within_a_plan AFTER INSERT ON public.leg REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_leg_between_plans();
CREATE TRIGGER movement_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.movement FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER plan_area_never_drifts BEFORE DELETE OR UPDATE OR TRUNCATE ON public.plan_area FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER quota_line_goes_row_by_row BEFORE TRUNCATE ON public.quota_line FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER quota_line_keeps_versions BEFORE DELETE OR UPDATE OF special_plan_id, year, plan_kind, is_sample, source_plan_id, institution_code, state, programme_code, level_code, level, batch_code, batch, track_code, track, plan_nature_code, plan_nature, plan_category_code, plan_category, county_code, record_id, institution_number, programme_number, provincial_programme_number, direction, programmes_contained, foreign_language, oral_test, subject_requirement, campus, pathway, years, tuition, remarks, other, requested_seats ON public.quota_line FOR EACH ROW EXECUTE FUNCTION public.keep_quota_line_version();
CREATE TRIGGER quota_line_seats_are_moved BEFORE UPDATE OF seats, admitted, enrolled ON public.quota_line FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER quota_line_starts_at_its_balance AFTER INSERT ON public.quota_line REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_unmoved_seats();
CREATE TRIGGER quota_line_stays_in_its_source_plan BEFORE UPDATE OF source_plan_id ON public.quota_line FOR EACH ROW WHEN ((old.source_plan_id <> new.source_plan_id)) EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER quota_line_version_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.quota_line_version FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER quota_line_with_seats_stays BEFORE DELETE ON public.quota_line FOR EACH ROW WHEN ((old.seats <> 0)) EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER rule_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.rule FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER rule_set_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.rule_set FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER seal_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.seal FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER sealed_movement_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.sealed_movement FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER source_plan_goes_row_by_row BEFORE TRUNCATE ON public.source_plan FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER source_plan_keeps_versions BEFORE DELETE OR UPDATE OF special_plan_id, institution_code, state ON public.source_plan FOR EACH ROW EXECUTE FUNCTION public.keep_source_plan_version();
CREATE TRIGGER source_plan_review_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.source_plan_review FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER source_plan_stays_in_its_plan BEFORE UPDATE OF special_plan_id, institution_code ON public.source_plan FOR EACH ROW WHEN (((old.special_plan_id IS DISTINCT FROM new.special_plan_id) OR (old.institution_code IS DISTINCT FROM new.institution_code))) EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER source_plan_version_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.source_plan_version FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER special_plan_goes_row_by_row BEFORE TRUNCATE ON public.special_plan FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER special_plan_keeps_versions BEFORE DELETE OR UPDATE OF year, kind, is_sample, title, state, submission_opens, submission_closes ON public.special_plan FOR EACH ROW EXECUTE FUNCTION public.keep_special_plan_version();
CREATE TRIGGER special_plan_seats_are_moved BEFORE UPDATE OF issued_seats, unallocated_seats, withdrawn_seats ON public.special_plan FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER special_plan_stays_of_its_year BEFORE UPDATE OF year, kind, is_sample ON public.special_plan FOR EACH ROW WHEN ((((old.year IS DISTINCT FROM new.year) OR (old.kind IS DISTINCT FROM new.kind)) OR (old.is_sample IS DISTINCT FROM new.is_sample))) EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER special_plan_version_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.special_plan_version FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER training_agreement_goes_row_by_row BEFORE TRUNCATE ON public.training_agreement FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER training_agreement_holds_after_insert AFTER INSERT ON public.training_agreement REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.hold_agreements();
CREATE TRIGGER training_agreement_holds_after_update AFTER UPDATE ON public.training_agreement REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.hold_agreements();
CREATE TRIGGER training_agreement_keeps_versions BEFORE DELETE OR UPDATE ON public.training_agreement FOR EACH ROW EXECUTE FUNCTION public.keep_training_agreement_version();
CREATE TRIGGER training_agreement_stays_on_its_line BEFORE UPDATE OF quota_line_id, student ON public.training_agreement FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER training_agreement_version_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.training_agreement_version FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER training_demand_goes_row_by_row BEFORE TRUNCATE ON public.training_demand FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER training_demand_keeps_versions BEFORE DELETE OR UPDATE ON public.training_demand FOR EACH ROW EXECUTE FUNCTION public.keep_training_demand_version();
CREATE TRIGGER training_demand_names_its_programmes AFTER INSERT OR UPDATE ON public.training_demand FOR EACH ROW EXECUTE FUNCTION public.spread_demand_programmes();
CREATE TRIGGER training_demand_programme_follows_its_demand BEFORE INSERT OR DELETE OR UPDATE ON public.training_demand_programme FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER training_demand_version_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.training_demand_version FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_of_a_plan FOREIGN KEY (special_plan_id) REFERENCES public.special_plan(id);
ALTER TABLE ONLY public.admission
    ADD CONSTRAINT admission_from_a_county FOREIGN KEY (origin_county_code) REFERENCES public.county(code);
ALTER TABLE ONLY public.admission
    ADD CONSTRAINT admission_of_a_line FOREIGN KEY (quota_line_id) REFERENCES public.quota_line(id);
ALTER TABLE ONLY public.training_agreement
    ADD CONSTRAINT agreement_of_a_line FOREIGN KEY (quota_line_id) REFERENCES public.quota_line(id);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_of_a_county FOREIGN KEY (county_code) REFERENCES public.county(code);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_of_a_prefecture FOREIGN KEY (prefecture_code, prefecture_level) REFERENCES public.division(code, level);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_of_an_institution FOREIGN KEY (institution_code) REFERENCES public.institution(code);
ALTER TABLE ONLY public.county_alias
    ADD CONSTRAINT county_alias_of_a_county FOREIGN KEY (county_code) REFERENCES public.county(code);
ALTER TABLE ONLY public.county_designation
    ADD CONSTRAINT county_designation_of_a_county FOREIGN KEY (county_code) REFERENCES public.county(code);
ALTER TABLE ONLY public.county
    ADD CONSTRAINT county_is_a_division FOREIGN KEY (code, name_zh) REFERENCES public.division(code, name_zh) ON UPDATE CASCADE;
ALTER TABLE ONLY public.county
    ADD CONSTRAINT county_lies_in_a_prefecture FOREIGN KEY (prefecture_code, prefecture_level) REFERENCES public.division(code, level);
ALTER TABLE ONLY public.division
    ADD CONSTRAINT division_has_a_known_parent FOREIGN KEY (parent_code) REFERENCES public.division(code);
ALTER TABLE ONLY public.institution_designation
    ADD CONSTRAINT institution_designation_of_an_institution FOREIGN KEY (institution_code) REFERENCES public.institution(code);
ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_has_a_known_county FOREIGN KEY (county_code) REFERENCES public.county(code);
ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_lies_in_a_prefecture FOREIGN KEY (prefecture_code, prefecture_level) REFERENCES public.division(code, level);
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_of_staff FOREIGN KEY (staff_id) REFERENCES public.staff(id);
ALTER TABLE ONLY public.leg
    ADD CONSTRAINT leg_from_an_account FOREIGN KEY (from_account) REFERENCES public.account(id);
ALTER TABLE ONLY public.leg
    ADD CONSTRAINT leg_of_a_movement FOREIGN KEY (movement_id, recorded_xid) REFERENCES public.movement(id, recorded_xid);
ALTER TABLE ONLY public.leg
    ADD CONSTRAINT leg_to_an_account FOREIGN KEY (to_account) REFERENCES public.account(id);
ALTER TABLE ONLY public.movement
    ADD CONSTRAINT movement_reverses_a_movement FOREIGN KEY (reverses_id) REFERENCES public.movement(id);
ALTER TABLE ONLY public.plan_area
    ADD CONSTRAINT plan_area_of_a_county FOREIGN KEY (county_code) REFERENCES public.county(code);
ALTER TABLE ONLY public.plan_area
    ADD CONSTRAINT plan_area_of_a_plan FOREIGN KEY (special_plan_id) REFERENCES public.special_plan(id);
ALTER TABLE ONLY public.quota_line
    ADD CONSTRAINT quota_line_batch FOREIGN KEY (year, batch_code, batch) REFERENCES public.batch(year, code, name_zh) ON UPDATE CASCADE;
ALTER TABLE ONLY public.quota_line
    ADD CONSTRAINT quota_line_county_in_plan_area FOREIGN KEY (special_plan_id, county_code) REFERENCES public.plan_area(special_plan_id, county_code);
ALTER TABLE ONLY public.quota_line
    ADD CONSTRAINT quota_line_has_an_account FOREIGN KEY (id, special_plan_id, account_kind) REFERENCES public.account(id, special_plan_id, kind);
ALTER TABLE ONLY public.quota_line
    ADD CONSTRAINT quota_line_level FOREIGN KEY (year, level_code, level) REFERENCES public.level(year, code, name_zh) ON UPDATE CASCADE;
ALTER TABLE ONLY public.quota_line
    ADD CONSTRAINT quota_line_of_a_plan FOREIGN KEY (special_plan_id, year, plan_kind, is_sample) REFERENCES public.special_plan(id, year, kind, is_sample) ON UPDATE CASCADE;
ALTER TABLE ONLY public.quota_line
    ADD CONSTRAINT quota_line_of_a_programme FOREIGN KEY (programme_code) REFERENCES public.programme(code);
ALTER TABLE ONLY public.quota_line
    ADD CONSTRAINT quota_line_of_a_source_plan FOREIGN KEY (source_plan_id, special_plan_id, institution_code, state) REFERENCES public.source_plan(id, special_plan_id, institution_code, state) ON UPDATE CASCADE;
ALTER TABLE ONLY public.quota_line
    ADD CONSTRAINT quota_line_plan_category FOREIGN KEY (year, plan_category_code, plan_category) REFERENCES public.plan_category(year, code, name_zh) ON UPDATE CASCADE;
ALTER TABLE ONLY public.quota_line
    ADD CONSTRAINT quota_line_plan_nature FOREIGN KEY (year, plan_nature_code, plan_nature) REFERENCES public.plan_nature(year, code, name_zh) ON UPDATE CASCADE;
ALTER TABLE ONLY public.quota_line
    ADD CONSTRAINT quota_line_track FOREIGN KEY (year, track_code, track) REFERENCES public.track(year, code, name_zh) ON UPDATE CASCADE;
ALTER TABLE ONLY public.rule
    ADD CONSTRAINT rule_comes_with_its_set FOREIGN KEY (rule_set, is_sample, recorded_xid) REFERENCES public.rule_set(code, is_sample, recorded_xid);
ALTER TABLE ONLY public.sealed_movement
    ADD CONSTRAINT sealed_movement_by_a_seal FOREIGN KEY (seal_id) REFERENCES public.seal(id);
ALTER TABLE ONLY public.sealed_movement
    ADD CONSTRAINT sealed_movement_is_a_movement FOREIGN KEY (movement_id) REFERENCES public.movement(id);
ALTER TABLE ONLY public.source_plan
    ADD CONSTRAINT source_plan_of_a_plan FOREIGN KEY (special_plan_id, plan_state) REFERENCES public.special_plan(id, state) ON UPDATE CASCADE;
ALTER TABLE ONLY public.source_plan
    ADD CONSTRAINT source_plan_of_an_institution FOREIGN KEY (institution_code) REFERENCES public.institution(code);
ALTER TABLE ONLY public.source_plan_review
    ADD CONSTRAINT source_plan_review_of_a_plan FOREIGN KEY (source_plan_id) REFERENCES public.source_plan(id);
ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_of_a_county FOREIGN KEY (county_code) REFERENCES public.county(code);
ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_of_a_prefecture FOREIGN KEY (prefecture_code, prefecture_level) REFERENCES public.division(code, level);
ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_of_an_institution FOREIGN KEY (institution_code) REFERENCES public.institution(code);
ALTER TABLE ONLY public.staff_password
    ADD CONSTRAINT staff_password_of_staff FOREIGN KEY (staff_id) REFERENCES public.staff(id);
ALTER TABLE ONLY public.training_demand
    ADD CONSTRAINT training_demand_of_a_county FOREIGN KEY (county_code) REFERENCES public.county(code);
ALTER TABLE ONLY public.training_demand_programme
    ADD CONSTRAINT training_demand_programme_known FOREIGN KEY (programme_code) REFERENCES public.programme(code);
ALTER TABLE ONLY public.training_demand_programme
    ADD CONSTRAINT training_demand_programme_of_a_demand FOREIGN KEY (demand_id, county_code, year) REFERENCES public.training_demand(id, county_code, year) ON DELETE CASCADE;
