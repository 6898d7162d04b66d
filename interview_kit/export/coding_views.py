"""The tables of a coded study as SQL views, the same in the corpus and in its copy.

They are a step of the corpus's schema that has landed: a view is never changed here, a new one
gets a name of its own. Every view counts passages: a coding over several turns is one.
"""

CODING_VIEWS = """
CREATE VIEW quotations AS
    SELECT codings.id AS coding, coalesce(nullif(codings.mark, ''), 'c' || codings.id) AS passage,
           codings.code, codes.title, coalesce(codes.parent, codes.id) AS theme, codes.side,
           interviews.participant, turns.interview, turns.turn, turns.speaker, turns.question,
           turns.mark, turns.start_ms, codings.coder, codings.coded_at,
           substr(turns.text, codings.first_char + 1, codings.end_char - codings.first_char)
               AS quotation,
           codings.memo, codings.first_char, codings.end_char, codings.changed
    FROM codings
    JOIN codes ON codes.id = codings.code
    JOIN turns ON turns.id = codings.turn
    JOIN interviews ON interviews.id = turns.interview;

CREATE VIEW theme_participants AS
    SELECT theme, side, participant, count(DISTINCT passage) AS passages,
           count(DISTINCT interview) AS interviews
    FROM quotations
    GROUP BY theme, side, participant;

CREATE VIEW themes AS
    SELECT coalesce(entries.parent, entries.id) AS theme,
           max(coalesce(parents.title, entries.title)) AS title, entries.side,
           count(DISTINCT quotations.participant) AS participants,
           count(DISTINCT quotations.passage) AS passages
    FROM codes AS entries
    LEFT JOIN codes AS parents ON parents.id = entries.parent
    LEFT JOIN quotations ON quotations.code = entries.id
    WHERE NOT EXISTS (SELECT 1 FROM codes AS children WHERE children.parent = entries.id)
       OR quotations.code IS NOT NULL
    GROUP BY coalesce(entries.parent, entries.id), entries.side
    HAVING min(entries.retired) = 0 OR count(quotations.passage) > 0
    ORDER BY theme, entries.side;

CREATE VIEW code_matrix AS
    SELECT interview, participant, code, title, count(DISTINCT passage) AS passages
    FROM quotations
    GROUP BY interview, code;

CREATE VIEW co_occurrence AS
    SELECT ours.code AS code, theirs.code AS with_code,
           count(DISTINCT ours.passage || ' ' || theirs.passage) AS passages,
           count(DISTINCT turns.interview) AS interviews
    FROM codings AS ours_rows
    JOIN quotations AS ours ON ours.coding = ours_rows.id
    JOIN codings AS others ON others.turn = ours_rows.turn AND others.code > ours_rows.code
        AND others.first_char < ours_rows.end_char AND ours_rows.first_char < others.end_char
    JOIN quotations AS theirs ON theirs.coding = others.id
    JOIN turns ON turns.id = ours_rows.turn
    GROUP BY ours.code, theirs.code;

CREATE VIEW topics AS
    SELECT questions.topic, count(DISTINCT questions.interview) AS interviews,
           count(DISTINCT CASE WHEN questions.mark = 'raised' THEN questions.interview END)
               AS raised,
           count(DISTINCT CASE WHEN questions.mark = 'asked' THEN questions.interview END)
               AS asked,
           count(DISTINCT CASE WHEN questions.mark = 'covered' THEN questions.interview END)
               AS covered,
           count(DISTINCT CASE WHEN quotations.mark = 'raised' THEN quotations.passage END)
               AS raised_passages,
           count(DISTINCT CASE WHEN quotations.mark = 'asked' THEN quotations.passage END)
               AS asked_passages
    FROM questions
    LEFT JOIN quotations
        ON quotations.interview = questions.interview AND quotations.question = questions.id
    WHERE questions.topic <> ''
    GROUP BY questions.topic;

CREATE VIEW saturation AS
    SELECT ordered.position, ordered.interview, ordered.held,
           count(DISTINCT quotations.code) AS codes,
           count(DISTINCT CASE WHEN firsts.position = ordered.position THEN quotations.code END)
               AS new_codes,
           sum(count(DISTINCT CASE WHEN firsts.position = ordered.position
               THEN quotations.code END)) OVER (ORDER BY ordered.position) AS codes_so_far
    FROM (
        SELECT id AS interview, held, row_number() OVER (ORDER BY held, id) AS position
        FROM interviews
    ) AS ordered
    LEFT JOIN quotations ON quotations.interview = ordered.interview
    LEFT JOIN (
        SELECT code, min(position) AS position
        FROM quotations
        JOIN (
            SELECT id, row_number() OVER (ORDER BY held, id) AS position FROM interviews
        ) AS places ON places.id = quotations.interview
        GROUP BY code
    ) AS firsts ON firsts.code = quotations.code
    GROUP BY ordered.position, ordered.interview, ordered.held
    ORDER BY ordered.position
"""
"""The views, in the order in which they are made."""
