--- precedence ---
a + b * c - d / e
--= A + B * C - D / E
(a + b) * (c - d)
--= (A + B) * (C - D)
a - (b - c) - d
--= A - (B - C) - D
a - (b + c)
--= A - (B + C)
a / (b * c)
--= A / (B * C)
a || b || c
--= A || B || C
a || (b || c)
--= A || (B || C)
-a * +b
--= -A * +B
-(a * b)
--= -(A * B)
- -a
--= - -A
+(-1)
--= + -1
a - -1
--= A - -1
a = b + 1 AND c <> d OR e != f
--= A = B + 1 AND C <> D OR E <> F
(a OR b) AND (c OR d AND e)
--= (A OR B) AND (C OR D AND E)
a AND (b AND c)
--= A AND (B AND C)
(a OR b) OR c
--= (A OR B) OR C
NOT a = b AND c
--= NOT A = B AND C
NOT (a AND b)
--= NOT (A AND B)
NOT NOT a
--= NOT NOT A
(NOT a) = b
--= (NOT A) = B
NOT a IS NULL
--= NOT A IS NULL
(NOT a) IS NULL
--= (NOT A) IS NULL
a = b IS TRUE
--= A = B IS TRUE
a = (b IS TRUE)
--= A = (B IS TRUE)
(a = b) = c
--= (A = B) = C
a < b OR NOT c >= d AND NOT e <= f
--= A < B OR NOT C >= D AND NOT E <= F

--- conditions ---
a IS NULL
--= A IS NULL
a IS NOT NULL AND b IS NOT UNKNOWN
--= A IS NOT NULL AND B IS NOT UNKNOWN
a IS TRUE IS FALSE
--= A IS TRUE IS FALSE
NOT UNKNOWN IS TRUE
--= NOT UNKNOWN IS TRUE
a IS DISTINCT FROM b + 1
--= A IS DISTINCT FROM B + 1
a IS NOT DISTINCT FROM NULL
--= A IS NOT DISTINCT FROM NULL
1 IS DISTINCT FROM 1.0
--= 1 IS DISTINCT FROM 1.0
3 BETWEEN 1 AND 5
--= 3 BETWEEN 1 AND 5
a NOT BETWEEN b + 1 AND c * 2 AND d
--= A NOT BETWEEN B + 1 AND C * 2 AND D
a BETWEEN SYMMETRIC 5 AND 1
--= A BETWEEN SYMMETRIC 5 AND 1
a BETWEEN ASYMMETRIC 1 AND 5
--= A BETWEEN 1 AND 5
a BETWEEN (b AND c) AND d
--= A BETWEEN (B AND C) AND D
a IN (1)
--= A IN (1)
a NOT IN (1, 'b', c + 1)
--= A NOT IN (1, 'b', C + 1)
a IN (SELECT b FROM t)
--= A IN (SELECT B FROM T)
a IN ((SELECT b FROM t))
--= A IN ((SELECT B FROM T))
a IN ((SELECT b FROM t), 2)
--= A IN ((SELECT B FROM T), 2)
a IN ((SELECT b FROM t) UNION SELECT c FROM u)
--= A IN (SELECT B FROM T UNION SELECT C FROM U)
(a, b) IN ((1, 2), ROW(3, 4))
--= ROW(A, B) IN (ROW(1, 2), ROW(3, 4))
a LIKE 'x%'
--= A LIKE 'x%'
a || b NOT LIKE '_!%' ESCAPE '!'
--= A || B NOT LIKE '_!%' ESCAPE '!'
sector SIMILAR TO '%TECH%'
--= SECTOR SIMILAR TO '%TECH%'
a NOT SIMILAR TO b || c ESCAPE '\'
--= A NOT SIMILAR TO B || C ESCAPE '\'
EXISTS (SELECT * FROM t WHERE t.a = s.a) AND NOT EXISTS (VALUES 1)
--= EXISTS (SELECT * FROM T WHERE T.A = S.A) AND NOT EXISTS (VALUES 1)
(ABS(Change / (Price - Change)) * 100) > 1
--= ABS(CHANGE / (PRICE - CHANGE)) * 100 > 1

--- columns and fields ---
a
--= A
"a"
--= "a"
s.rowtime
--= S.ROWTIME
"SOURCE_SQL_STREAM_001".ROWTIME
--= SOURCE_SQL_STREAM_001.ROWTIME
"SOURCE_SQL_STREAM_001" . ROWTIME
--= SOURCE_SQL_STREAM_001.ROWTIME
t.r."COL_1"
--= T.R.COL_1
schema_1.s.a
--= SCHEMA_1.S.A
(a).b
--= (A).B
(a).b.c
--= (A).B.C
f(a).COLUMN1
--= F(A).COLUMN1
(f(a) OVER w).b
--= F(A) OVER W.B
((a - b) SECOND).c
--= (A - B) SECOND.C
(SELECT a FROM t).b
--= (SELECT A FROM T).B
CASE WHEN a THEN b END.c
--= CASE WHEN A THEN B END.C
1 .a
--= 1 .A
(-a).b
--= (-A).B
-a.b
--= -A.B
"CURRENT_ROW_TIMESTAMP"
--= "CURRENT_ROW_TIMESTAMP"
"UNBOUNDED" || "FIRST"
--= "UNBOUNDED" || "FIRST"

--- numbers ---
0
--= 0
9223372036854775807
--= 9223372036854775807
-9223372036854775808
--= -9223372036854775808
1.5
--= 1.5
.5
--= 0.5
12.
--= 12.
000.250
--= 0.250
123456789012345678.
--= 123456789012345678.
1e2
--= 1e2
1.5E-6
--= 1.5e-6
-1.5e+6
--= -1.5e6
2E0
--= 2e0

--- strings ---
'it''s'
--= 'it''s'
''
--= ''
'--not a comment'
--= '--not a comment'
u&'foo'
--= 'foo'
U&'can''t'
--= 'can''t'
u&'\0009'
--= '	'
u&'back\\slash'
--= 'back\slash'
u&'!0009!!' UESCAPE '!'
--= '	!'
u&'\D83D\DE00'
--= '😀'
X'3F67'
--= X'3F67'
x''
--= X''
X'00fF'
--= X'00FF'

--- dates and times ---
DATE '2004-12-02'
--= DATE '2004-12-02'
DATE '2000-02-29'
--= DATE '2000-02-29'
TIME '12:03:34'
--= TIME '12:03:34'
time '12:03:34.5'
--= TIME '12:03:34.500'
TIMESTAMP '2004-05-01 1:03:34'
--= TIMESTAMP '2004-05-01 01:03:34'
TIMESTAMP '1970-01-01 00:00:00.001'
--= TIMESTAMP '1970-01-01 00:00:00.001'
{ts '2004-05-01 12:03:34'}
--= TIMESTAMP '2004-05-01 12:03:34'
{ d '2004-05-01' }
--= DATE '2004-05-01'
{t '23:59:59.999'}
--= TIME '23:59:59.999'
CURRENT_DATE
--= CURRENT_DATE
CURRENT_TIMESTAMP - INTERVAL '1' DAY
--= CURRENT_TIMESTAMP - INTERVAL '1' DAY
LOCALTIME
--= LOCALTIME
current_row_timestamp
--= CURRENT_ROW_TIMESTAMP
EVENT_TIME - INTERVAL '5' MINUTE
--= EVENT_TIME - INTERVAL '5' MINUTE

--- intervals ---
INTERVAL '1' MINUTE
--= INTERVAL '1' MINUTE
interval '30' second
--= INTERVAL '30' SECOND
INTERVAL -'5' DAY
--= INTERVAL '-5' DAY
INTERVAL '-5' DAY
--= INTERVAL '-5' DAY
INTERVAL - '-5' DAY
--= INTERVAL '5' DAY
INTERVAL +'+5' HOUR
--= INTERVAL '5' HOUR
INTERVAL '120' MINUTE(3)
--= INTERVAL '120' MINUTE(3)
INTERVAL '999.999' SECOND(3,3)
--= INTERVAL '999.999' SECOND(3, 3)
INTERVAL '59:59.999' MINUTE TO SECOND(3)
--= INTERVAL '59:59.999' MINUTE TO SECOND(3)
INTERVAL '2 3:4:5.678' DAY TO SECOND
--= INTERVAL '2 03:04:05.678' DAY TO SECOND
INTERVAL '3 4' DAY TO HOUR
--= INTERVAL '3 04' DAY TO HOUR
INTERVAL '25 3' DAY to HOUR
--= INTERVAL '25 03' DAY TO HOUR
INTERVAL '1:30' HOUR TO MINUTE
--= INTERVAL '1:30' HOUR TO MINUTE
INTERVAL '1:30:15.5' HOUR TO SECOND(1)
--= INTERVAL '1:30:15.5' HOUR TO SECOND(1)
INTERVAL '3-4' YEAR TO MONTH
--= INTERVAL '3-04' YEAR TO MONTH
INTERVAL '1' YEAR
--= INTERVAL '1' YEAR
INTERVAL '18' MONTH
--= INTERVAL '18' MONTH
INTERVAL '9999999999' DAY(10)
--= INTERVAL '9999999999' DAY(10)
2 * INTERVAL '3 4' DAY TO HOUR
--= 2 * INTERVAL '3 04' DAY TO HOUR
(t1 - t2) SECOND
--= (T1 - T2) SECOND
(time '12:03:34' - time '11:57:23') minute to second
--= (TIME '12:03:34' - TIME '11:57:23') MINUTE TO SECOND
((date '2004-12-02') - (date '2003-12-01')) day(4)
--= (DATE '2004-12-02' - DATE '2003-12-01') DAY(4)
(s.ROWTIME - TIMESTAMP '1970-01-01 00:00:00') SECOND / 10
--= (S.ROWTIME - TIMESTAMP '1970-01-01 00:00:00') SECOND / 10
((a - b) - c) HOUR
--= (A - B - C) HOUR
((a - b)) HOUR
--= (A - B) HOUR

--- casts and cases ---
CAST(NULL AS INTEGER)
--= CAST(NULL AS INTEGER)
CAST((t2 - t1) SECOND AS BIGINT)
--= CAST((T2 - T1) SECOND AS BIGINT)
cast ((timestamp  '2004-05-01 12:03:34' - timestamp '2004-04-29 11:57:23') day to second as varchar(11))
--= CAST((TIMESTAMP '2004-05-01 12:03:34' - TIMESTAMP '2004-04-29 11:57:23') DAY TO SECOND AS VARCHAR(11))
CAST('1 2' AS INTERVAL DAY TO HOUR)
--= CAST('1 2' AS INTERVAL DAY TO HOUR)
CAST(a AS INTERVAL SECOND(4, 3))
--= CAST(A AS INTERVAL SECOND(4, 3))
CAST(a AND b AS CHAR VARYING(3))
--= CAST(A AND B AS VARCHAR(3))
CASE WHEN a > 1 THEN 'x' END
--= CASE WHEN A > 1 THEN 'x' END
CASE a WHEN 1, 2 THEN 'x' WHEN 3 THEN 'y' ELSE 'z' END || 'w'
--= CASE A WHEN 1, 2 THEN 'x' WHEN 3 THEN 'y' ELSE 'z' END || 'w'
CASE WHEN a THEN CASE WHEN b THEN 1 END ELSE -1 END
--= CASE WHEN A THEN CASE WHEN B THEN 1 END ELSE -1 END

--- calls ---
f()
--= F()
f(a, 1 + 2, g(b))
--= F(A, 1 + 2, G(B))
"f"(a)
--= "f"(A)
schema_1.f(a)
--= SCHEMA_1.F(A)
COUNT(*)
--= COUNT(*)
count( distinct a )
--= COUNT(DISTINCT A)
SUM(ALL a)
--= SUM(ALL A)
ANY(a > 1) AND EVERY(b)
--= ANY(A > 1) AND EVERY(B)
MOD(a, 3)
--= MOD(A, 3)
COALESCE(a, b, 0)
--= COALESCE(A, B, 0)
NULLIF(a, 0)
--= NULLIF(A, 0)
FIRST_VALUE(a) IGNORE NULLS OVER w
--= FIRST_VALUE(A) IGNORE NULLS OVER W
NTH_VALUE(a, 2) RESPECT NULLS FROM LAST OVER (PARTITION BY b ROWS 3 PRECEDING)
--= NTH_VALUE(A, 2) RESPECT NULLS FROM LAST OVER (PARTITION BY B ROWS 3 PRECEDING)
NTH_VALUE(a, 2) FROM FIRST OVER w
--= NTH_VALUE(A, 2) FROM FIRST OVER W
LAG(a, 1, 0) OVER w
--= LAG(A, 1, 0) OVER W
EXP_AVG(a, INTERVAL '10' SECOND) OVER w
--= EXP_AVG(A, INTERVAL '10' SECOND) OVER W
MONOTONIC(a)
--= MONOTONIC(A)
UNIX_TIMESTAMP(a)
--= UNIX_TIMESTAMP(A)
REGEX_LOG_PARSE(LOGENTRY, '(\w.+) (\d.+) (\w.+) (\w.+)')
--= REGEX_LOG_PARSE(LOGENTRY, '(\w.+) (\d.+) (\w.+) (\w.+)')
GROUP_RANK(CURSOR(SELECT STREAM * FROM s), 'a', 'groupRank', 'asc', 'desc', 10, 3)
--= GROUP_RANK(CURSOR(SELECT STREAM * FROM S), 'a', 'groupRank', 'asc', 'desc', 10, 3)
f(CURSOR(SELECT STREAM a FROM s ORDER BY 1), ROW(a, b), (SELECT 1 FROM t))
--= F(CURSOR(SELECT STREAM A FROM S ORDER BY 1), ROW(A, B), (SELECT 1 FROM T))

--- calls in notations of their own ---
FLOOR(a)
--= FLOOR(A)
FLOOR(s.ROWTIME TO MINUTE)
--= FLOOR(S.ROWTIME TO MINUTE)
FLOOR((s.ROWTIME - TIMESTAMP '1970-01-01 00:00:00') SECOND / 10 TO SECOND)
--= FLOOR((S.ROWTIME - TIMESTAMP '1970-01-01 00:00:00') SECOND / 10 TO SECOND)
FLOOR((a - b) SECOND TO SECOND)
--= FLOOR((A - B) SECOND TO SECOND)
FLOOR(((a - b) DAY) TO SECOND)
--= FLOOR(((A - B) DAY) TO SECOND)
FLOOR((t + INTERVAL '1' DAY) TO HOUR)
--= FLOOR((T + INTERVAL '1' DAY) TO HOUR)
CEIL(a TO YEAR)
--= CEIL(A TO YEAR)
CEILING(a TO DAY)
--= CEIL(A TO DAY)
CEILING(a)
--= CEILING(A)
STEP(s.ROWTIME BY INTERVAL '60' SECOND)
--= STEP(S.ROWTIME BY INTERVAL '60' SECOND)
step(a by 10)
--= STEP(A BY 10)
STEP(a, 1)
--= STEP(A, 1)
EXTRACT(SECOND FROM EVENT_TIME)
--= EXTRACT(SECOND FROM EVENT_TIME)
extract(year from a - b)
--= EXTRACT(YEAR FROM A - B)
POSITION('.com' IN "referrer") - POSITION('www.' IN "referrer") - 4
--= POSITION('.com' IN "referrer") - POSITION('www.' IN "referrer") - 4
POSITION((a IN (b)) IN c)
--= POSITION((A IN (B)) IN C)
SUBSTRING(a FROM 2)
--= SUBSTRING(A FROM 2)
SUBSTRING(a FROM -1 FOR 4)
--= SUBSTRING(A FROM -1 FOR 4)
SUBSTRING('TECHNOLOGY' FROM 'L[A-Z]*')
--= SUBSTRING('TECHNOLOGY' FROM 'L[A-Z]*')
SUBSTRING("referrer", 12, (POSITION('.com' IN "referrer") - 4))
--= SUBSTRING("referrer", 12, POSITION('.com' IN "referrer") - 4)
SUBSTRING(a, 2)
--= SUBSTRING(A, 2)
SUBSTRING('123456789' SIMILAR '23#"456#"78' ESCAPE '#')
--= SUBSTRING('123456789' SIMILAR '23#"456#"78' ESCAPE '#')
OVERLAY('12345' PLACING 'foo' FROM 0)
--= OVERLAY('12345' PLACING 'foo' FROM 0)
OVERLAY(a PLACING b || c FROM 2 FOR 9)
--= OVERLAY(A PLACING B || C FROM 2 FOR 9)
TRIM(a)
--= TRIM(BOTH FROM A)
TRIM(FROM a)
--= TRIM(BOTH FROM A)
TRIM('x' FROM a)
--= TRIM(BOTH 'x' FROM A)
TRIM(LEADING FROM a)
--= TRIM(LEADING FROM A)
TRIM(TRAILING 'x' || 'y' FROM a)
--= TRIM(TRAILING 'x' || 'y' FROM A)
trim(both 'x' from a)
--= TRIM(BOTH 'x' FROM A)

--- operators refused ---
a = b = c
--! error 7+1: this operator does not go on from the one before it
--! hint: put what is before it in parentheses; comparisons are joined by AND
a < b IN (c)
--! error 7+2: this operator does not go on from the one before it
--! hint: put what is before it in parentheses; comparisons are joined by AND
a + NOT b
--! error 5+3: NOT binds looser than the operator before it
--! hint: put NOT and what belongs to it in parentheses
a == b
--! error 3+2: SQL has no operator ==
--! hint: equality is written =
a IS 1
--! error 6+1: expected NOT, DISTINCT, NULL, TRUE, FALSE or UNKNOWN, found 1
a IS NOT b
--! error 10+1: expected DISTINCT, NULL, TRUE, FALSE or UNKNOWN, found b
a BETWEEN 1
--! error 12+1: expected an operator, found the end of the code
a NOT b
--! error 3+3: expected an operator, found NOT
a NOT IN b
--! error 10+1: expected '(', found b
a LIKE
--! error 7+1: expected an expression, found the end of the code
a % b
--! error 3+1: the character % means nothing here
--! hint: the remainder of a division is MOD(a, b)
a && b
--! error 3+1: the character & means nothing here
--! hint: write AND, OR, or || to join texts
--! error 4+1: the character & means nothing here
--! hint: write AND, OR, or || to join texts
a ? b
--! error 3+1: expected an operator, found '?'
--! hint: there are no parameters; write the value
a IS NULL + 1
--! error 11+1: this operator does not go on from the one before it
--! hint: put what is before it in parentheses; comparisons are joined by AND

--- literals refused ---
9223372036854775809
--! error 1+19: a whole number is 9223372036854775807 at most
--! hint: write it with an exponent, as 1e19, if it need not be exact
1234567890123456789.5
--! error 1+21: a number with a decimal point has 18 digits at most
--! hint: write it with an exponent if it need not be exact
1e999
--! error 1+5: this number is too large for a DOUBLE
--! hint: 1.7976931348623157e308 is the largest
12px
--! error 1+4: a number runs into a word
--! hint: put a blank between them, or double quotes around a name that begins with a digit
X'123'
--! error 1+6: bytes are an even number of hexadecimal digits
--! hint: for example X'3F67'
X'0g'
--! error 1+5: bytes are an even number of hexadecimal digits
--! hint: for example X'3F67'
u&'\00'
--! error 1+7: an escape does not name a character
--! hint: write four hexadecimal digits behind \, or \ twice for itself
u&'\D83D'
--! error 1+9: an escape does not name a character
--! hint: write four hexadecimal digits behind \, or \ twice for itself
u&'x' UESCAPE 'ab'
--! error 15+4: what escapes is one character
--! hint: take one that is no hexadecimal digit, blank, quote or plus, for example '!'
u&'x' UESCAPE 'a'
--! error 15+3: what escapes is one character
--! hint: take one that is no hexadecimal digit, blank, quote or plus, for example '!'
DATE '2004-12-02 '
--! error 6+13: '2004-12-02 ' is no DATE
--! hint: the format is yyyy-MM-dd, without blanks around it
DATE '2004-02-30'
--! error 6+12: '2004-02-30' is no DATE
--! hint: the format is yyyy-MM-dd, without blanks around it
DATE '04-12-02'
--! error 6+10: '04-12-02' is no DATE
--! hint: the format is yyyy-MM-dd, without blanks around it
TIME '24:00:00'
--! error 6+10: '24:00:00' is no TIME
--! hint: the format is HH:mm:ss[.SSS], without blanks around it
TIME '12:00'
--! error 6+7: '12:00' is no TIME
--! hint: the format is HH:mm:ss[.SSS], without blanks around it
TIME '12:00:00.1234'
--! error 6+15: '12:00:00.1234' is no TIME
--! hint: the format is HH:mm:ss[.SSS], without blanks around it
TIMESTAMP '2004-12-02T12:00:00'
--! error 11+21: '2004-12-02T12:00:00' is no TIMESTAMP
--! hint: the format is yyyy-MM-dd HH:mm:ss[.SSS], without blanks around it
DATE "2004-12-02"
--! error 6+12: expected a string, found "2004-12-02"
--! hint: a string takes single quotes: 'text'
{ts 'x'}
--! error 5+3: 'x' is no TIMESTAMP
--! hint: the format is yyyy-MM-dd HH:mm:ss[.SSS], without blanks around it
{x '1'}
--! error 2+1: expected D, T or TS, found x

--- intervals refused ---
INTERVAL '120' MINUTE
--! error 10+5: 120 has more digits than MINUTE(2) allows
--! hint: write MINUTE(3), or a longer unit
INTERVAL '120' SECOND
--! error 10+5: 120 has more digits than SECOND(2) allows
--! hint: write SECOND(3), or a longer unit
INTERVAL '1000' MINUTE(3)
--! error 10+6: 1000 has more digits than MINUTE(3) allows
--! hint: write MINUTE(4), or a longer unit
INTERVAL '99999999999' DAY(10)
--! error 10+13: 99999999999 has more digits than DAY(10) allows
--! hint: write a longer unit
INTERVAL '99999999999999999999' DAY
--! error 10+22: this has more digits than DAY(2) allows
--! hint: write a longer unit
INTERVAL '1' DAY(11)
--! error 18+2: the number of digits must be a whole number from 1 to 10, not 11
INTERVAL '1' DAY(0)
--! error 18+1: the number of digits must be a whole number from 1 to 10, not 0
INTERVAL '3:45:04.0' DAY TO HOUR
--! error 10+11: '3:45:04.0' is no INTERVAL of DAY TO HOUR
--! hint: the format is 'DD HH'
INTERVAL '1 24' DAY TO HOUR
--! error 10+6: HOUR is 0 to 23 behind another field, not 24
--! hint: carry the rest over to the field before it
INTERVAL '1:60' MINUTE TO SECOND
--! error 10+6: SECOND is 0 to 59 behind another field, not 60
--! hint: carry the rest over to the field before it
INTERVAL '1-12' YEAR TO MONTH
--! error 10+6: MONTH is 0 to 11 behind another field, not 12
--! hint: carry the rest over to the field before it
INTERVAL '1.5' MINUTE
--! error 10+5: '1.5' is no INTERVAL of MINUTE
--! hint: the format is 'MM'
INTERVAL '1.55' SECOND(2, 1)
--! error 10+6: '1.55' is no INTERVAL of SECOND(2, 1)
--! hint: the format is 'SS.S'
INTERVAL '' DAY
--! error 10+2: '' is no INTERVAL of DAY
--! hint: the format is 'DD'
INTERVAL ' 1' DAY
--! error 10+4: ' 1' is no INTERVAL of DAY
--! hint: the format is 'DD'
INTERVAL 1 MINUTE
--! error 10+1: expected '-', '+' or a string, found 1
INTERVAL "1" MINUTE
--! error 10+3: expected '-', '+' or a string, found "1"
--! hint: a string takes single quotes: 'text'
INTERVAL '10' SECONDS
--! error 15+7: expected SECOND, found SECONDS
--! hint: did you mean SECOND?
INTERVAL '10'
--! error 14+1: expected YEAR, MONTH, DAY, HOUR, MINUTE or SECOND, found the end of the code
INTERVAL '1' MINUTE TO HOUR
--! error 21+2: expected '(' or an operator, found TO
(a + b) SECOND
--! error 9+6: only a difference is given in units of time
--! hint: write (datetime - datetime) and the unit behind it
(a) DAY
--! error 5+3: only a difference is given in units of time
--! hint: write (datetime - datetime) and the unit behind it

--- calls refused ---
f(a
--! error 4+1: expected ')', found the end of the code
--! hint: the ( at line 1, column 2 has no end
f(a,)
--! error 5+1: expected an expression, found ')'
f(*, a)
--! error 4+1: expected ')', found ','
COUNT(DISTINCT)
--! error 15+1: expected an expression, found ')'
EXTRACT(a FROM b)
--! error 9+1: expected YEAR, MONTH, DAY, HOUR, MINUTE or SECOND, found a
EXTRACT(SECOND, b)
--! error 15+1: expected FROM, found ','
POSITION(a, b)
--! error 11+1: expected an operator or IN, found ','
TRIM(LEADING a)
--! error 15+1: expected an operator or FROM, found ')'
TRIM()
--! error 6+1: expected LEADING, TRAILING, BOTH, FROM or an expression, found ')'
OVERLAY(a, b, 1)
--! error 10+1: expected an operator or PLACING, found ','
FLOOR(a TO WEEK)
--! error 12+4: expected YEAR, MONTH, DAY, HOUR, MINUTE or SECOND, found WEEK
STEP(a BY)
--! error 10+1: expected an expression, found ')'
CAST(a AS)
--! error 10+1: expected a type, found ')'
CAST(a AS STRING)
--! error 11+6: there is no type STRING
--! hint: text is VARCHAR(length)
CAST(a, INTEGER)
--! error 7+1: expected an operator or AS, found ','
CASE END
--! error 6+3: expected WHEN or an expression, found END
CASE WHEN a THEN 1
--! error 19+1: expected END, found the end of the code
--! hint: the CASE at line 1, column 1 has no end
CASE WHEN a ELSE 1 END
--! error 13+4: expected an operator, ',' or THEN, found ELSE
CURRENT_TIMESTAMP()
--! error 18+1: expected an operator, found '('
a OVER w
--! error 3+4: expected an operator, found OVER
f(a) OVER
--! error 10+1: expected '(' or a name, found the end of the code
f(a) IGNORE
--! error 12+1: expected NULLS, found the end of the code
ROW()
--! error 5+1: expected an expression, found ')'
()
--! error 2+1: expected an expression, found ')'
EXISTS a
--! error 1+6: expected an expression, found EXISTS
value
--! error 1+5: expected an expression, found value
--! hint: VALUE is a reserved word; as a name it needs quotes: "VALUE"
VALUE(a)
--! error 1+5: expected an expression, found VALUE
--! hint: VALUE is a reserved word; as a name it needs quotes: "VALUE"
