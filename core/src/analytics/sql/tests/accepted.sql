--- stream ---
CREATE STREAM s (a INTEGER);
--- stream that replaces another ---
create or replace stream "Order Data" ("key" BIGINT NOT NULL, country SMALLINT, "a ""b""" VARCHAR(4)) description 'ready for analysis';
--- stream with options ---
CREATE STREAM s (a INTEGER OPTIONS (unit 'ms', "Other" '') DESCRIPTION 'the first', b DATE) OPTIONS (retention '1') DESCRIPTION 'it''s';
--- types ---
CREATE STREAM types (
    a BOOLEAN, b TINYINT, c SMALLINT, d INTEGER, e INT, f BIGINT, g REAL, h FLOAT, i DOUBLE, j DOUBLE PRECISION,
    k DECIMAL, l DEC(5), m NUMERIC(18, 18), n DECIMAL(5,2),
    o CHAR, p CHARACTER(7), q CHAR VARYING(8), r CHARACTER VARYING, s VARCHAR, t VARCHAR(1), u VARCHAR(65535),
    v BINARY, w BINARY(9), x BINARY VARYING(10), y VARBINARY, z VARBINARY(11),
    aa DATE, ab TIME, ac TIMESTAMP, ad TIME(3), ae TIMESTAMP(3)
);
--- more digits than a decimal has, as in the reference's example ---
CREATE OR REPLACE STREAM "OrderData" ("eur" DECIMAL(19,5)) DESCRIPTION 'conditioned order data, ready for analysis';
--! warning 53+2: a DECIMAL has 18 digits at most; it is taken for one of 18
--! hint: write 18
--- digits of a timestamp ---
CREATE STREAM s (a TIMESTAMP(6), b TIME(0));
--! warning 29+3: times have milliseconds, whatever precision is asked for
--! hint: leave it out
--! warning 40+3: times have milliseconds, whatever precision is asked for
--! hint: leave it out
--- pump ---
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s;
CREATE OR REPLACE PUMP "STREAM_PUMP" STARTED DESCRIPTION 'all of it' AS INSERT INTO "O" (a, "b") SELECT STREAM * FROM "S";
CREATE PUMP p STOPPED AS INSERT EXPEDITED INTO o (SELECT STREAM a FROM s);
CREATE PUMP p AS INSERT INTO o ((SELECT STREAM a FROM s) UNION ALL (SELECT STREAM a FROM t));
CREATE PUMP p AS INSERT INTO schema_1.o VALUES (1, 'a');
--- pump that does not say stream ---
CREATE PUMP p AS INSERT INTO o SELECT a FROM s;
--! warning 32+6: a pump selects without STREAM; it is taken for SELECT STREAM
--! hint: write SELECT STREAM
CREATE PUMP p AS INSERT INTO o SELECT a FROM s UNION ALL SELECT STREAM a FROM (SELECT a FROM t) AS t;
--! warning 32+6: a pump selects without STREAM; it is taken for SELECT STREAM
--! hint: write SELECT STREAM
--- the last semicolon may be missing ---
CREATE STREAM s (a INTEGER);; ;
CREATE STREAM t (a INTEGER)
--- view ---
CREATE VIEW v AS SELECT STREAM a FROM s;
CREATE OR REPLACE VIEW v (a, "b c") DESCRIPTION 'two' AS SELECT STREAM a, b FROM s;
--- function ---
CREATE FUNCTION get_fraction( degrees DOUBLE )
    RETURNS DOUBLE
    CONTAINS SQL
    RETURN degrees - FLOOR(degrees)
;
CREATE FUNCTION half (x DOUBLE) RETURNS DOUBLE CONTAINS SQL RETURNS NULL ON NULL INPUT RETURN x / 2;
CREATE OR REPLACE FUNCTION f () RETURNS VARCHAR(3) LANGUAGE SQL SPECIFIC f_1 NOT DETERMINISTIC READS SQL DATA MODIFIES SQL DATA
    CALLED ON NULL INPUT RETURN 'abc';
CREATE FUNCTION g (a INTEGER, b CHAR(2)) RETURNS INTEGER DETERMINISTIC RETURN CASE b WHEN 'x' THEN a ELSE 0 END;
--- strings and names over several lines ---
CREATE PUMP p AS INSERT INTO o SELECT STREAM 'two
lines', "SOURCE_SQL_STREAM_001".
            ROWTIME FROM "SOURCE_SQL_STREAM_001";
--- comments ---
-- one
/* two
   lines */ CREATE STREAM s /* here */ (a INTEGER -- the key
); --
--- comments against the letter ---
//note that this is a comment elsewhere
--! warning 1+39: a comment begins in another way than in SQL; it is taken for one
--! hint: write -- before a remark, with two hyphens
CREATE STREAM s (a INTEGER); –- an en dash and a hyphen
--! warning 30+26: a comment begins in another way than in SQL; it is taken for one
--! hint: write -- before a remark, with two hyphens
-– a hyphen and an en dash
--! warning 1+26: a comment begins in another way than in SQL; it is taken for one
--! hint: write -- before a remark, with two hyphens
–– two en dashes
--! warning 1+16: a comment begins in another way than in SQL; it is taken for one
--! hint: write -- before a remark, with two hyphens
CREATE STREAM t (a INTEGER // at the end
--! warning 28+13: a comment begins in another way than in SQL; it is taken for one
--! hint: write -- before a remark, with two hyphens
);
--- names ---
CREATE STREAM ExampleStream (_a1 INTEGER, "a" INTEGER, "a-b c.d" INTEGER, "größe" INTEGER, größe INTEGER, "SELECT" INTEGER);
CREATE PUMP p AS INSERT INTO EXAMPLESTREAM SELECT STREAM e."a", examplestream."a-b c.d", "SELECT" FROM ExampleStream AS e;
--- words that are not reserved are names ---
CREATE STREAM pump (step INTEGER, stagger INTEGER, first INTEGER, windowed INTEGER, description VARCHAR(3), ts TIMESTAMP, data INTEGER);
CREATE PUMP replace AS INSERT INTO pump SELECT STREAM step, stagger first, windowed AS last, description options FROM pump view;
CREATE PUMP p AS INSERT INTO o SELECT STREAM pump.*, "step".*, step.first FROM pump, step;
--- columns that the service gives need no quotes ---
CREATE PUMP p AS INSERT INTO o SELECT STREAM ROWTIME, s.rowtime, "ROWTIME", APPROXIMATE_ARRIVAL_TIME, PARTITION_KEY, SEQUENCE_NUMBER,
    SHARD_ID, a AS ROWTIME FROM s WHERE s.APPROXIMATE_ARRIVAL_TIME < ROWTIME;
--- what is selected ---
CREATE PUMP p AS INSERT INTO o SELECT STREAM * FROM s;
CREATE PUMP p AS INSERT INTO o SELECT STREAM s.*, t."a", 1 FROM s, schema_1.t;
CREATE PUMP p AS INSERT INTO o SELECT STREAM DISTINCT a, b c, d AS "e", f "g" FROM s;
CREATE PUMP p AS INSERT INTO o SELECT STREAM ALL MIN(Price) AS Price, MAX(Price) AS Price FROM s GROUP BY ROWTIME;
CREATE PUMP p AS INSERT INTO o SELECT STREAM"a" FROM s;
--- clauses in their order ---
CREATE PUMP p AS INSERT INTO o SELECT STREAM a, COUNT(*) FROM s WHERE b > 1 GROUP BY a, FLOOR(s.ROWTIME TO MINUTE) HAVING COUNT(*) > 2
    WINDOW w AS (ROWS 2 PRECEDING), v AS (w PARTITION BY a) ORDER BY FLOOR(s.ROWTIME TO MINUTE), 2 DESC, a ASC;
CREATE PUMP p AS INSERT INTO o SELECT STREAM COUNT(*) FROM s GROUP BY (), a, (b), (c, d);
--- sorted by a time in the data ---
CREATE PUMP p AS INSERT INTO o SELECT STREAM ts AS ROWTIME, a FROM s ORDER BY ts WITHIN INTERVAL '2' SECOND;
--- stagger windows ---
CREATE PUMP p AS INSERT INTO o SELECT STREAM FLOOR(ev TO MINUTE), sym, COUNT(*) FROM "SRC_001" WHERE sym IS NOT NULL
    WINDOWED BY STAGGER (PARTITION BY FLOOR(ev TO MINUTE), sym RANGE INTERVAL '1' MINUTE) HAVING COUNT(*) > 1;
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s windowed by stagger (partition by a range interval '30' second);
--- relations ---
CREATE PUMP p AS INSERT INTO o SELECT STREAM * FROM s, schema_1.t AS t, u AS v (a, b), (SELECT STREAM a FROM w) AS x, (VALUES (1, 'a'), (2, 'b')) y (n, c);
CREATE PUMP p AS INSERT INTO o SELECT STREAM * FROM (SELECT STREAM a FROM s) WHERE a > 1;
CREATE PUMP p AS INSERT INTO o SELECT STREAM * FROM s OVER w AS t WINDOW w AS (RANGE INTERVAL '1' HOUR PRECEDING);
--- functions of tables ---
CREATE PUMP p AS INSERT INTO o SELECT STREAM * FROM TABLE(TOP_K_ITEMS_TUMBLING(CURSOR(SELECT STREAM * FROM s), 'column1', 10, 60));
CREATE PUMP p AS INSERT INTO o SELECT STREAM * FROM STREAM(HOTSPOTS(CURSOR(SELECT x, y FROM s UNION ALL SELECT x, y FROM t), 1000, 0.2, 17)) AS h;
CREATE PUMP p AS INSERT INTO o SELECT STREAM * FROM TABLE (f()) AS r, s AS t;
--- joins ---
CREATE PUMP p AS INSERT INTO o SELECT STREAM * FROM a CROSS JOIN b;
CREATE PUMP p AS INSERT INTO o SELECT STREAM * FROM a JOIN b ON a.x = b.x INNER JOIN c USING (x, "y");
CREATE PUMP p AS INSERT INTO o SELECT STREAM * FROM a LEFT JOIN b ON TRUE RIGHT OUTER JOIN c ON a.x = c.x FULL OUTER JOIN d ON a.x = d.x;
CREATE PUMP p AS INSERT INTO o SELECT STREAM * FROM a NATURAL JOIN b NATURAL LEFT JOIN c NATURAL FULL OUTER JOIN d;
CREATE PUMP p AS INSERT INTO o SELECT STREAM * FROM a JOIN (b JOIN c ON b.x = c.x) ON a.x = b.x;
CREATE PUMP p AS INSERT INTO o SELECT STREAM * FROM (a JOIN b ON a.x = b.x) JOIN c ON a.x = c.x, (d), ((e));
CREATE PUMP p AS INSERT INTO o SELECT STREAM * FROM ((SELECT x FROM a) AS a JOIN b ON a.x = b.x);
CREATE PUMP p AS INSERT INTO o SELECT STREAM * FROM ((SELECT x FROM a) UNION ALL SELECT x FROM b) AS c, (((SELECT x FROM d))) AS d;
CREATE PUMP p AS INSERT INTO o SELECT STREAM * FROM a OVER (RANGE INTERVAL '1' MINUTE PRECEDING) AS o JOIN b OVER (ROWS 10 PRECEDING) AS s ON o.x = s.x;
CREATE PUMP p AS INSERT INTO o SELECT STREAM * FROM a OVER (RANGE INTERVAL '1' HOUR FOLLOWING) JOIN b ON a.x = b.x;
--- windows ---
CREATE PUMP p AS INSERT INTO o SELECT STREAM
    a OVER_1, AVG(a) OVER (), AVG(a) OVER w, AVG(a) OVER (w), AVG(a) OVER (w ROWS 1 PRECEDING),
    SUM(a) OVER (PARTITION BY b, STEP(t BY INTERVAL '1' MINUTE) ORDER BY s.ROWTIME DESC RANGE CURRENT ROW),
    SUM(a) OVER (ROWS UNBOUNDED PRECEDING),
    SUM(a) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND 4 FOLLOWING),
    SUM(a) OVER (ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING),
    SUM(a) OVER (ROWS BETWEEN -4 PRECEDING AND CURRENT ROW),
    SUM(a) OVER (RANGE BETWEEN INTERVAL '59:59.999' MINUTE TO SECOND(3) PRECEDING AND CURRENT ROW),
    SUM(a) OVER (RANGE unbounded PRECEDING)
FROM s WINDOW w AS (RANGE INTERVAL '1' MINUTE PRECEDING);
--- a window that ends no rows away ---
CREATE PUMP p AS INSERT INTO o SELECT STREAM SUM(a) OVER (ROWS 0 PRECEDING), SUM(a) OVER (ROWS BETWEEN 4 PRECEDING AND 0 FOLLOWING) FROM s;
--! warning 64+11: a window ends no rows away from the current row; it is taken for CURRENT ROW
--! hint: write CURRENT ROW
--! warning 120+11: a window ends no rows away from the current row; it is taken for CURRENT ROW
--! hint: write CURRENT ROW
--- set operators, of which INTERSECT binds tighter ---
CREATE VIEW v AS SELECT * FROM a UNION SELECT * FROM b INTERSECT SELECT * FROM c EXCEPT SELECT * FROM d EXCEPT SELECT * FROM e;
CREATE VIEW v AS ( ( SELECT * FROM a UNION ( SELECT * FROM b INTERSECT SELECT * FROM c) ) EXCEPT SELECT * FROM d ) EXCEPT SELECT * FROM e;
CREATE VIEW v AS (SELECT * FROM a UNION SELECT * FROM b) INTERSECT (SELECT * FROM c EXCEPT SELECT * FROM d);
CREATE VIEW v AS SELECT * FROM a UNION ALL (SELECT * FROM b UNION ALL SELECT * FROM c) ORDER BY 1;
CREATE VIEW v AS (SELECT * FROM a ORDER BY 1) UNION ALL (SELECT * FROM b ORDER BY 1);
CREATE VIEW v AS (SELECT * FROM a) ORDER BY 1;
--- values ---
CREATE VIEW v AS VALUES 1 + 2 > 3;
CREATE VIEW v AS VALUES (42, 'Fred'), ROW(34, 'Wilma'), (1), 2, (3) + 4, ROW(5), ROW(ROW(1, 2)), ((1, 2)), ((SELECT a FROM s));
CREATE VIEW v AS SELECT * FROM (VALUES (42, 'Fred'), (34, 'Wilma')) AS t (age, name);
