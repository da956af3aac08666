-- Countries beyond those that are on for everybody: of tier B an owner switched them on, of tier C an operator did.
CREATE TABLE organization_countries (
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  region TEXT NOT NULL CHECK (region GLOB '[A-Z][A-Z]'),
  switched_by TEXT NOT NULL,
  switched_at TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  PRIMARY KEY (organization_id, region)
) STRICT, WITHOUT ROWID;

-- What an operator set for one organization; NULL takes the product's own figure. A row with `calls_stopped` stops all its calls.
CREATE TABLE organization_limits (
  organization_id TEXT PRIMARY KEY REFERENCES organizations (id) ON DELETE CASCADE,
  calls_per_day INTEGER CHECK (calls_per_day BETWEEN 0 AND 10000000),
  new_destinations_per_day INTEGER CHECK (new_destinations_per_day BETWEEN 0 AND 10000000),
  units_per_day INTEGER CHECK (units_per_day BETWEEN 0 AND 10000000),
  calls_stopped INTEGER NOT NULL DEFAULT 0 CHECK (calls_stopped IN (0, 1)),
  stopped_reason TEXT,
  stopped_by TEXT,
  stopped_at TEXT
) STRICT;

-- Kill switches of the whole platform: no trunk carries a number that begins so.
CREATE TABLE prefixes_off (
  prefix TEXT PRIMARY KEY CHECK (prefix GLOB '+[1-9]*' AND substr(prefix, 2) NOT GLOB '*[^0-9]*' AND length(prefix) BETWEEN 2 AND 12),
  reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  switched_by TEXT NOT NULL,
  switched_at TEXT NOT NULL
) STRICT;

-- Numbers that were refused when they were saved, and calls that were not made: one row a day, reason and phone, with its count.
CREATE TABLE refusals (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL,
  -- How often; of two versions of a row the one that has counted more is the newer.
  version INTEGER NOT NULL CHECK (version > 0),
  place TEXT NOT NULL CHECK (place IN ('save', 'call')),
  reason TEXT NOT NULL,
  phone_id TEXT,
  number_masked TEXT NOT NULL,
  -- Alerts that it held back, the first twenty.
  alert_ids TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(alert_ids)),
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL
) STRICT;
CREATE INDEX refusals_by_organization ON refusals (organization_id, first_at, id);

CREATE TRIGGER organization_countries_insert_bump AFTER INSERT ON organization_countries
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER organization_countries_delete_bump AFTER DELETE ON organization_countries
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = OLD.organization_id;
END;
CREATE TRIGGER organization_limits_insert_bump AFTER INSERT ON organization_limits
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER organization_limits_update_bump AFTER UPDATE ON organization_limits
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;

-- Whoever is called today goes on being called: the countries of an organization's numbers are on for it, by the first digits that
-- ITU-T E.164 and the plans of shared calling codes give each of them.
WITH beginnings (prefix, region) AS (VALUES
  ('+247', 'AC'), ('+376', 'AD'), ('+971', 'AE'), ('+93', 'AF'), ('+1268', 'AG'), ('+1264', 'AI'), ('+355', 'AL'), ('+374', 'AM'),
  ('+244', 'AO'), ('+54', 'AR'), ('+1684', 'AS'), ('+297', 'AW'), ('+35818', 'AX'), ('+994', 'AZ'), ('+387', 'BA'),
  ('+1246', 'BB'), ('+880', 'BD'), ('+226', 'BF'), ('+973', 'BH'), ('+257', 'BI'), ('+229', 'BJ'), ('+590', 'BL'), ('+1441', 'BM'),
  ('+673', 'BN'), ('+591', 'BO'), ('+5993', 'BQ'), ('+5994', 'BQ'), ('+5997', 'BQ'), ('+55', 'BR'), ('+1242', 'BS'),
  ('+975', 'BT'), ('+267', 'BW'), ('+501', 'BZ'), ('+6189162', 'CC'), ('+243', 'CD'), ('+236', 'CF'), ('+242', 'CG'),
  ('+225', 'CI'), ('+682', 'CK'), ('+56', 'CL'), ('+237', 'CM'), ('+86', 'CN'), ('+57', 'CO'), ('+506', 'CR'), ('+53', 'CU'),
  ('+238', 'CV'), ('+5996', 'CW'), ('+5999', 'CW'), ('+6189164', 'CX'), ('+253', 'DJ'), ('+1767', 'DM'), ('+1809', 'DO'),
  ('+1829', 'DO'), ('+1849', 'DO'), ('+213', 'DZ'), ('+593', 'EC'), ('+372', 'EE'), ('+20', 'EG'), ('+2125288', 'EH'),
  ('+2125289', 'EH'), ('+291', 'ER'), ('+251', 'ET'), ('+679', 'FJ'), ('+500', 'FK'), ('+691', 'FM'), ('+298', 'FO'),
  ('+241', 'GA'), ('+1473', 'GD'), ('+995', 'GE'), ('+594', 'GF'), ('+441481', 'GG'), ('+447781', 'GG'), ('+447839', 'GG'),
  ('+447911', 'GG'), ('+233', 'GH'), ('+350', 'GI'), ('+299', 'GL'), ('+220', 'GM'), ('+224', 'GN'), ('+590', 'GP'),
  ('+240', 'GQ'), ('+502', 'GT'), ('+1671', 'GU'), ('+245', 'GW'), ('+592', 'GY'), ('+504', 'HN'), ('+509', 'HT'), ('+62', 'ID'),
  ('+441624', 'IM'), ('+4474576', 'IM'), ('+447524', 'IM'), ('+447624', 'IM'), ('+447924', 'IM'), ('+91', 'IN'), ('+246', 'IO'),
  ('+964', 'IQ'), ('+98', 'IR'), ('+441534', 'JE'), ('+447509', 'JE'), ('+447700', 'JE'), ('+447797', 'JE'), ('+447829', 'JE'),
  ('+447937', 'JE'), ('+1658', 'JM'), ('+1876', 'JM'), ('+962', 'JO'), ('+254', 'KE'), ('+996', 'KG'), ('+855', 'KH'),
  ('+686', 'KI'), ('+269', 'KM'), ('+1869', 'KN'), ('+965', 'KW'), ('+1345', 'KY'), ('+733', 'KZ'), ('+77', 'KZ'), ('+856', 'LA'),
  ('+961', 'LB'), ('+1758', 'LC'), ('+423', 'LI'), ('+94', 'LK'), ('+231', 'LR'), ('+266', 'LS'), ('+370', 'LT'), ('+371', 'LV'),
  ('+218', 'LY'), ('+212', 'MA'), ('+377', 'MC'), ('+373', 'MD'), ('+382', 'ME'), ('+590', 'MF'), ('+261', 'MG'), ('+692', 'MH'),
  ('+389', 'MK'), ('+223', 'ML'), ('+95', 'MM'), ('+976', 'MN'), ('+853', 'MO'), ('+1670', 'MP'), ('+596', 'MQ'), ('+222', 'MR'),
  ('+1664', 'MS'), ('+230', 'MU'), ('+960', 'MV'), ('+265', 'MW'), ('+52', 'MX'), ('+60', 'MY'), ('+258', 'MZ'), ('+264', 'NA'),
  ('+687', 'NC'), ('+227', 'NE'), ('+672', 'NF'), ('+234', 'NG'), ('+505', 'NI'), ('+977', 'NP'), ('+674', 'NR'), ('+683', 'NU'),
  ('+968', 'OM'), ('+507', 'PA'), ('+51', 'PE'), ('+689', 'PF'), ('+675', 'PG'), ('+63', 'PH'), ('+92', 'PK'), ('+508', 'PM'),
  ('+1787', 'PR'), ('+1939', 'PR'), ('+970', 'PS'), ('+680', 'PW'), ('+595', 'PY'), ('+974', 'QA'), ('+262', 'RE'), ('+381', 'RS'),
  ('+250', 'RW'), ('+966', 'SA'), ('+677', 'SB'), ('+248', 'SC'), ('+249', 'SD'), ('+290', 'SH'), ('+4779', 'SJ'), ('+232', 'SL'),
  ('+378', 'SM'), ('+221', 'SN'), ('+252', 'SO'), ('+597', 'SR'), ('+211', 'SS'), ('+239', 'ST'), ('+503', 'SV'), ('+1721', 'SX'),
  ('+963', 'SY'), ('+268', 'SZ'), ('+2908', 'TA'), ('+1649', 'TC'), ('+235', 'TD'), ('+228', 'TG'), ('+66', 'TH'), ('+992', 'TJ'),
  ('+690', 'TK'), ('+670', 'TL'), ('+993', 'TM'), ('+216', 'TN'), ('+676', 'TO'), ('+90', 'TR'), ('+1868', 'TT'), ('+688', 'TV'),
  ('+255', 'TZ'), ('+256', 'UG'), ('+598', 'UY'), ('+998', 'UZ'), ('+3906698', 'VA'), ('+1784', 'VC'), ('+58', 'VE'),
  ('+1284', 'VG'), ('+1340', 'VI'), ('+84', 'VN'), ('+678', 'VU'), ('+681', 'WF'), ('+685', 'WS'), ('+383', 'XK'), ('+967', 'YE'),
  ('+262269', 'YT'), ('+262639', 'YT'), ('+27', 'ZA'), ('+260', 'ZM'), ('+263', 'ZW'))
INSERT INTO organization_countries (organization_id, region, switched_by, switched_at, reason)
SELECT DISTINCT numbers.organization_id, beginnings.region, 'callping', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'It was called before countries had to be switched on.'
  FROM (SELECT organization_id, number FROM phones UNION SELECT organization_id, number FROM contact_phones) AS numbers
  JOIN beginnings ON substr(numbers.number, 1, length(beginnings.prefix)) = beginnings.prefix;
-- Desks take the lists from here with the next sweep, whoever has numbers abroad or not.
UPDATE organizations SET config_version = config_version + 1;
