with rural as (
    select *
      from rule_set s
     where year = 2020
       and version = (select max(version) from rule_set
                       where year = 2020 and kind = s.kind)
       and code in (select rule_set from rule where condition = 'REGISTRATION_TYPE')
)
select json_build_object('ruleSets', json_build_object(
           'totalCount', count(*),
           'nodes',      json_agg(json_build_object(
               'id',                'RuleSet:' || code,
               'kind',              kind,
               'version',           version,
               'isCurrent',         true,
               'isSample',          is_sample,
               'decidedOn',         decided_on,
               'document',          document,
               'countedTo',         counted_to,
               'countedToStanding', counted_to_standing,
               'rules',             (select json_agg(json_build_object(
                                                'number',    number,
                                                'condition', condition,
                                                'years',     years,
                                                'countedTo', r.counted_to,
                                                'clause',    clause,
                                                'clauseEn',  clause_en,
                                                'source',    source,
                                                'standing',  standing,
                                                'isSample',  r.is_sample) order by number)
                                       from rule r
                                      where rule_set = code)) order by kind desc)))
  from rural
