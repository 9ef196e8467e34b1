-- medication: the catalogues of allergies and medicines, with their rows.

-- Allergies: the catalogue. A substance or a class of medicines by the beginning of its ATC codes; what has no medicine
-- behind it (food, latex) has none.
create table medical_data.allergies (
  allergy_id  smallint primary key check (allergy_id > 0),
  code        text not null unique check (code ~ '^[A-Z][A-Z0-9_]{1,40}$'),
  name_en     text not null unique,
  name_es     text not null,
  kind        text not null check (kind in ('MEDICINE', 'MEDICINE_CLASS', 'FOOD', 'CONTACT', 'ENVIRONMENT')),
  code_system text not null check (code_system in ('ATC', 'LOCAL')),
  system_code text not null check (length(system_code) between 1 and 20),
  is_active   boolean not null default true,
  unique (code_system, system_code),
  constraint allergies_of_medicines check ((kind in ('MEDICINE', 'MEDICINE_CLASS')) = (code_system = 'ATC'))
);

-- Who is allergic to the one may react to the other: the beginning of ATC codes.
create table medical_data.allergy_cross_reactions (
  allergy_id smallint not null references medical_data.allergies on delete restrict,
  atc        text not null check (atc ~ '^[A-Z][A-Z0-9]{0,6}$'),
  is_blocking boolean not null,
  note_en    text not null,
  note_es    text not null,
  source     text not null,
  primary key (allergy_id, atc)
);

-- Medicines: classes by the beginning of ATC codes. Two of a class with warns_of_two are a finding.
create table medical_data.medication_classes (
  class_code   text primary key check (class_code ~ '^[A-Z][A-Z0-9]{0,4}$'),
  name_en      text not null,
  name_es      text not null,
  warns_of_two boolean not null
);

-- Kidney limits are eGFR in mL/min/{1.73_m2}; null with renal_is_known: none needed. Thresholds are data of a clinical owner.
create table medical_data.ingredients (
  ingredient_id     smallint primary key check (ingredient_id > 0),
  name              text not null unique check (length(name) between 2 and 100),
  name_es           text not null,
  pregnancy         text not null check (pregnancy in ('USUAL', 'CAUTION', 'AVOID', 'UNKNOWN')),
  renal_is_known    boolean not null,
  renal_avoid_below numeric check (renal_avoid_below between 1 and 120),
  renal_reduce_below numeric check (renal_reduce_below between 1 and 120),
  source            text not null,
  constraint ingredients_renal check (renal_is_known or (renal_avoid_below is null and renal_reduce_below is null))
);

create table medical_data.ingredient_codes (
  ingredient_id smallint not null references medical_data.ingredients on delete restrict,
  atc           text not null check (atc ~ '^[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}$'),
  primary key (ingredient_id, atc)
);

create table medical_data.medications (
  medication_id smallint primary key check (medication_id > 0),
  name          text not null unique check (length(name) between 2 and 100),
  name_es       text not null,
  tall_man      text check (lower(tall_man) = name),
  dose_unit     text not null check (dose_unit in ('mg', 'g', 'micrograms', 'units', 'mL', 'mmol', 'tablets')),
  is_high_alert boolean not null default false,             -- a second person checks before it counts as given
  is_active     boolean not null default true
);

-- strength: amount per dose unit; null: the dose is the ingredient's own amount.
create table medical_data.medication_ingredients (
  medication_id smallint not null references medical_data.medications on delete restrict,
  ingredient_id smallint not null references medical_data.ingredients on delete restrict,
  strength      numeric check (strength > 0),
  strength_unit text,
  primary key (medication_id, ingredient_id),
  constraint medication_ingredients_strength check ((strength is null) = (strength_unit is null))
);

create table medical_data.dose_limits (
  medication_id smallint not null references medical_data.medications on delete restrict,
  route         text not null check (length(route) between 1 and 40),
  max_single    numeric not null check (max_single > 0),
  max_daily     numeric not null check (max_daily > 0),
  valid_from    date not null,
  valid_to      date check (valid_to >= valid_from),
  source        text not null,
  primary key (medication_id, route, valid_from)
);

create table medical_data.medication_interactions (
  interaction_id smallint primary key check (interaction_id > 0),
  atc_a     text not null check (atc_a ~ '^[A-Z][A-Z0-9]{0,6}$'),
  atc_b     text not null check (atc_b ~ '^[A-Z][A-Z0-9]{0,6}$'),
  severity  text not null check (severity in ('CONTRAINDICATED', 'MAJOR', 'MODERATE', 'MINOR')),
  effect_en text not null,
  effect_es text not null,
  dated     date not null,
  valid_to  date check (valid_to >= dated),
  source    text not null,
  unique (atc_a, atc_b, dated)
);

-- How often: doses per day, for the daily limit; null: as needed, no daily amount can be told.
create table medical_data.dose_frequencies (
  frequency_code text primary key check (frequency_code ~ '^[A-Z][A-Z0-9_]{1,20}$'),
  doses_per_day  numeric check (doses_per_day > 0),
  name_en        text not null unique,
  name_es        text not null,
  sort_order     smallint not null
);

-- What each check knows, and until when: a check without a row here, or after valid_until, does not run and says so.
create table medical_data.medication_knowledge (
  check_code   text primary key check (check_code in ('ALLERGY', 'DUPLICATE', 'INTERACTION', 'DOSE', 'RENAL', 'PREGNANCY')),
  data_version text not null,
  valid_until  date not null,
  source       text not null
);

insert into medical_data.allergies (allergy_id, code, name_en, name_es, kind, code_system, system_code) values
  (1, 'PENICILLIN', 'Penicillin', 'Penicilina', 'MEDICINE_CLASS', 'ATC', 'J01C'),
  (2, 'CEPHALOSPORINS', 'Cephalosporins', 'Cefalosporinas', 'MEDICINE_CLASS', 'ATC', 'J01D'),
  (3, 'SULFONAMIDES', 'Sulfonamides', 'Sulfonamidas', 'MEDICINE_CLASS', 'ATC', 'J01E'),
  (4, 'MACROLIDES', 'Macrolides', 'Macrólidos', 'MEDICINE_CLASS', 'ATC', 'J01F'),
  (5, 'QUINOLONES', 'Quinolones', 'Quinolonas', 'MEDICINE_CLASS', 'ATC', 'J01M'),
  (6, 'NITROFURANTOIN', 'Nitrofurantoin', 'Nitrofurantoína', 'MEDICINE', 'ATC', 'J01XE01'),
  (7, 'NSAID', 'Anti-inflammatories (NSAID)', 'Antiinflamatorios (AINE)', 'MEDICINE_CLASS', 'ATC', 'M01A'),
  (8, 'ASPIRIN', 'Acetylsalicylic acid', 'Ácido acetilsalicílico', 'MEDICINE', 'ATC', 'N02BA01'),
  (9, 'METFORMIN', 'Metformin', 'Metformina', 'MEDICINE', 'ATC', 'A10BA02'),
  (10, 'SULFONYLUREAS', 'Sulfonylureas', 'Sulfonilureas', 'MEDICINE_CLASS', 'ATC', 'A10BB'),
  (11, 'GLP1', 'GLP-1 analogues', 'Análogos de GLP-1', 'MEDICINE_CLASS', 'ATC', 'A10BJ'),
  (12, 'INSULINS', 'Insulins', 'Insulinas', 'MEDICINE_CLASS', 'ATC', 'A10A'),
  (13, 'ACE_INHIBITORS', 'ACE inhibitors', 'Inhibidores de la ECA', 'MEDICINE_CLASS', 'ATC', 'C09A'),
  (14, 'STATINS', 'Statins', 'Estatinas', 'MEDICINE_CLASS', 'ATC', 'C10AA'),
  (15, 'OPIOIDS', 'Opioids', 'Opioides', 'MEDICINE_CLASS', 'ATC', 'N02A'),
  (16, 'HEPARINS', 'Heparins', 'Heparinas', 'MEDICINE_CLASS', 'ATC', 'B01AB'),
  (17, 'IODINATED_CONTRAST', 'Iodinated contrast', 'Contraste yodado', 'MEDICINE_CLASS', 'ATC', 'V08A'),
  (18, 'METRONIDAZOLE', 'Metronidazole', 'Metronidazol', 'MEDICINE', 'ATC', 'J01XD01'),
  (40, 'LATEX', 'Latex', 'Látex', 'CONTACT', 'LOCAL', 'LATEX'),
  (41, 'ADHESIVE', 'Adhesive of sensors and dressings', 'Adhesivo de sensores y apósitos', 'CONTACT', 'LOCAL', 'ADHESIVE'),
  (42, 'NICKEL', 'Nickel', 'Níquel', 'CONTACT', 'LOCAL', 'NICKEL'),
  (43, 'PEANUT', 'Peanut', 'Cacahuete', 'FOOD', 'LOCAL', 'PEANUT'),
  (44, 'NUTS', 'Nuts', 'Frutos secos', 'FOOD', 'LOCAL', 'NUTS'),
  (45, 'EGG', 'Egg', 'Huevo', 'FOOD', 'LOCAL', 'EGG'),
  (46, 'MILK', 'Milk', 'Leche', 'FOOD', 'LOCAL', 'MILK'),
  (47, 'SHELLFISH', 'Shellfish', 'Marisco', 'FOOD', 'LOCAL', 'SHELLFISH'),
  (48, 'POLLEN', 'Pollen', 'Polen', 'ENVIRONMENT', 'LOCAL', 'POLLEN'),
  (49, 'WASP', 'Wasp sting', 'Picadura de avispa', 'ENVIRONMENT', 'LOCAL', 'WASP');

insert into medical_data.allergy_cross_reactions (allergy_id, atc, is_blocking, note_en, note_es, source) values
  (1, 'J01D', true, 'penicillin: cephalosporins may cross-react', 'penicilina: posible reacción cruzada con cefalosporinas',
    'starting value, for the clinical owner'),
  (2, 'J01C', true, 'cephalosporins: penicillins may cross-react', 'cefalosporinas: posible reacción cruzada con penicilinas',
    'starting value, for the clinical owner'),
  (3, 'A10BB', false, 'sulfonamide antibiotics: sulfonylureas rarely', 'sulfonamidas: rara vez con sulfonilureas',
    'starting value, for the clinical owner'),
  (3, 'C03A', false, 'sulfonamide antibiotics: thiazides rarely', 'sulfonamidas: rara vez con tiazidas',
    'starting value, for the clinical owner'),
  (7, 'N02BA', true, 'NSAID: acetylsalicylic acid', 'AINE: ácido acetilsalicílico', 'starting value, for the clinical owner'),
  (7, 'B01AC06', true, 'NSAID: acetylsalicylic acid', 'AINE: ácido acetilsalicílico', 'starting value, for the clinical owner'),
  (8, 'M01A', true, 'acetylsalicylic acid: other NSAID', 'ácido acetilsalicílico: otros AINE',
    'starting value, for the clinical owner');

insert into medical_data.medication_classes (class_code, name_en, name_es, warns_of_two) values
  ('A10A', 'Insulins', 'Insulinas', false), ('A10AB', 'Fast-acting insulins', 'Insulinas de acción rápida', true),
  ('A10AC', 'Intermediate-acting insulins', 'Insulinas de acción intermedia', true),
    ('A10AE', 'Long-acting insulins', 'Insulinas de acción prolongada', true),
  ('A10BA', 'Biguanides', 'Biguanidas', true), ('A10BB', 'Sulfonylureas', 'Sulfonilureas', true),
    ('A10BG', 'Glitazones', 'Glitazonas', true),
  ('A10BH', 'DPP-4 inhibitors', 'Inhibidores de DPP-4', true), ('A10BJ', 'GLP-1 analogues', 'Análogos de GLP-1', true),
  ('A10BK', 'SGLT2 inhibitors', 'Inhibidores de SGLT2', true), ('C10AA', 'Statins', 'Estatinas', true),
    ('C10AB', 'Fibrates', 'Fibratos', true),
  ('C09A', 'ACE inhibitors', 'Inhibidores de la ECA', true),
    ('C09C', 'Angiotensin receptor blockers', 'Antagonistas de angiotensina II', true),
  ('C08C', 'Calcium channel blockers', 'Antagonistas del calcio', true), ('C03A', 'Thiazides', 'Tiazidas', true),
    ('C03C', 'Loop diuretics', 'Diuréticos del asa', true),
  ('C03D', 'Potassium-sparing diuretics', 'Ahorradores de potasio', true), ('C07A', 'Beta blockers', 'Betabloqueantes', true),
  ('B01A', 'Antithrombotics', 'Antitrombóticos', true), ('H02A', 'Corticosteroids', 'Corticoides', true),
    ('H03A', 'Thyroid hormones', 'Hormonas tiroideas', true),
  ('H04A', 'Glucagon', 'Glucagón', true), ('J01C', 'Penicillins', 'Penicilinas', true),
    ('J01D', 'Cephalosporins', 'Cefalosporinas', true),
  ('J01E', 'Sulfonamides and trimethoprim', 'Sulfonamidas y trimetoprima', true), ('J01F', 'Macrolides', 'Macrólidos', true),
    ('J01M', 'Quinolones', 'Quinolonas', true),
  ('J01X', 'Other antibacterials', 'Otros antibacterianos', false), ('J02A', 'Antimycotics', 'Antimicóticos', true),
    ('M01A', 'Anti-inflammatories', 'Antiinflamatorios', true),
  ('N02A', 'Opioids', 'Opioides', true), ('N02B', 'Other analgesics', 'Otros analgésicos', false),
    ('B03A', 'Iron', 'Hierro', true), ('A12B', 'Potassium', 'Potasio', true);

-- Pregnancy and kidney limits are starting values that a named clinician has to own before they are relied on.
insert into medical_data.ingredients (ingredient_id, name, name_es, pregnancy, renal_is_known, renal_avoid_below,
  renal_reduce_below, source)
select v.*, 'starting value, for the clinical owner' from (values
  (1::smallint, 'metformin', 'metformina', 'CAUTION', true, 30::numeric, 45::numeric),
    (2, 'glibenclamide', 'glibenclamida', 'CAUTION', true, 60, null),
  (3, 'glipizide', 'glipizida', 'AVOID', true, 30, null), (4, 'gliclazide', 'gliclazida', 'AVOID', true, 30, null),
    (5, 'glimepiride', 'glimepirida', 'AVOID', true, 30, 60),
  (6, 'sitagliptin', 'sitagliptina', 'AVOID', true, null, 45), (7, 'linagliptin', 'linagliptina', 'AVOID', true, null, null),
  (8, 'empagliflozin', 'empagliflozina', 'AVOID', true, 20, null),
    (9, 'dapagliflozin', 'dapagliflozina', 'AVOID', true, 25, null),
  (10, 'semaglutide', 'semaglutida', 'AVOID', true, 15, null), (11, 'liraglutide', 'liraglutida', 'AVOID', true, 15, null),
    (12, 'dulaglutide', 'dulaglutida', 'AVOID', true, 15, null),
  (13, 'pioglitazone', 'pioglitazona', 'AVOID', true, null, null),
    (14, 'insulin glargine', 'insulina glargina', 'USUAL', true, null, 30),
  (15, 'insulin lispro', 'insulina lispro', 'USUAL', true, null, 30),
    (16, 'insulin aspart', 'insulina aspart', 'USUAL', true, null, 30),
  (17, 'insulin human', 'insulina humana', 'USUAL', true, null, 30),
    (18, 'insulin degludec', 'insulina degludec', 'CAUTION', true, null, 30),
  (19, 'insulin isophane', 'insulina isófana', 'USUAL', true, null, 30),
    (20, 'insulin detemir', 'insulina detemir', 'USUAL', true, null, 30),
  (21, 'atorvastatin', 'atorvastatina', 'AVOID', true, null, null), (22, 'simvastatin', 'simvastatina', 'AVOID', true, null, 30),
    (23, 'gemfibrozil', 'gemfibrozilo', 'AVOID', true, 30, 60),
  (24, 'enalapril', 'enalapril', 'AVOID', true, null, 30), (25, 'lisinopril', 'lisinopril', 'AVOID', true, null, 30),
    (26, 'losartan', 'losartán', 'AVOID', true, null, null),
  (27, 'amlodipine', 'amlodipino', 'CAUTION', true, null, null),
    (28, 'hydrochlorothiazide', 'hidroclorotiazida', 'CAUTION', true, 30, null),
  (29, 'furosemide', 'furosemida', 'CAUTION', true, null, null), (30, 'spironolactone', 'espironolactona', 'AVOID', true, 30, 50),
    (31, 'bisoprolol', 'bisoprolol', 'CAUTION', true, null, 20),
  (32, 'acetylsalicylic acid', 'ácido acetilsalicílico', 'CAUTION', true, 10, null),
    (33, 'clopidogrel', 'clopidogrel', 'CAUTION', true, null, null),
  (34, 'warfarin', 'warfarina', 'AVOID', true, null, null), (35, 'enoxaparin', 'enoxaparina', 'USUAL', true, 15, 30),
    (36, 'heparin', 'heparina', 'USUAL', true, null, null),
  (37, 'levothyroxine', 'levotiroxina', 'USUAL', true, null, null), (38, 'prednisone', 'prednisona', 'CAUTION', true, null, null),
  (39, 'dexamethasone', 'dexametasona', 'CAUTION', true, null, null), (40, 'amoxicillin', 'amoxicilina', 'USUAL', true, null, 30),
  (41, 'cefuroxime', 'cefuroxima', 'USUAL', true, null, 30), (42, 'clarithromycin', 'claritromicina', 'CAUTION', true, null, 30),
  (43, 'ciprofloxacin', 'ciprofloxacino', 'CAUTION', true, null, 30),
    (44, 'nitrofurantoin', 'nitrofurantoína', 'CAUTION', true, 45, null),
  (45, 'sulfamethoxazole', 'sulfametoxazol', 'CAUTION', true, 15, 30),
    (46, 'trimethoprim', 'trimetoprima', 'AVOID', true, 15, 30),
  (47, 'metronidazole', 'metronidazol', 'CAUTION', true, null, null), (48, 'fluconazole', 'fluconazol', 'AVOID', true, null, 50),
  (49, 'ibuprofen', 'ibuprofeno', 'AVOID', true, 30, 60), (50, 'paracetamol', 'paracetamol', 'USUAL', true, null, 10),
    (51, 'morphine', 'morfina', 'CAUTION', true, 15, 50),
  (52, 'ferrous sulfate', 'sulfato ferroso', 'USUAL', true, null, null),
    (53, 'potassium chloride', 'cloruro potásico', 'USUAL', true, 15, 45),
  (54, 'glucagon', 'glucagón', 'USUAL', true, null, null)) v;

insert into medical_data.ingredient_codes (ingredient_id, atc) values
  (1, 'A10BA02'), (2, 'A10BB01'), (3, 'A10BB07'), (4, 'A10BB09'), (5, 'A10BB12'), (6, 'A10BH01'), (7, 'A10BH05'), (8, 'A10BK03'),
    (9, 'A10BK01'),
  (10, 'A10BJ06'), (11, 'A10BJ02'), (12, 'A10BJ05'), (13, 'A10BG03'), (14, 'A10AE04'), (15, 'A10AB04'), (16, 'A10AB05'),
    (17, 'A10AB01'), (18, 'A10AE06'),
  (19, 'A10AC01'), (20, 'A10AE05'), (21, 'C10AA05'), (22, 'C10AA01'), (23, 'C10AB04'), (24, 'C09AA02'), (25, 'C09AA03'),
    (26, 'C09CA01'), (27, 'C08CA01'),
  (28, 'C03AA03'), (29, 'C03CA01'), (30, 'C03DA01'), (31, 'C07AB07'), (32, 'B01AC06'), (32, 'N02BA01'), (33, 'B01AC04'),
    (34, 'B01AA03'), (35, 'B01AB05'),
  (36, 'B01AB01'), (37, 'H03AA01'), (38, 'H02AB07'), (39, 'H02AB02'), (40, 'J01CA04'), (41, 'J01DC02'), (42, 'J01FA09'),
    (43, 'J01MA02'), (44, 'J01XE01'),
  (45, 'J01EC01'), (46, 'J01EA01'), (47, 'J01XD01'), (48, 'J02AC01'), (49, 'M01AE01'), (50, 'N02BE01'), (51, 'N02AA01'),
    (52, 'B03AA07'), (53, 'A12BA01'), (54, 'H04AA01');

-- One product per ingredient under its name, those given otherwise than by mg and the combinations by hand.
insert into medical_data.medications (medication_id, name, name_es, tall_man, dose_unit, is_high_alert)
select i.ingredient_id, i.name, i.name_es,
       case i.name when 'metformin' then 'metFORMIN' when 'glipizide' then 'glipiZIDE' when 'prednisone' then 'predniSONE'
         when 'metronidazole' then 'metroNIDAZOLE'
                   when 'sitagliptin' then 'SITagliptin' when 'linagliptin' then 'LINAgliptin' end,
       case when i.name like 'insulin %' or i.name = 'heparin' then 'units' when i.name = 'levothyroxine' then 'micrograms'
         when i.name = 'potassium chloride' then 'mmol' else 'mg' end,
       i.name like 'insulin %' or i.name in ('heparin', 'enoxaparin', 'warfarin', 'morphine', 'potassium chloride')
  from medical_data.ingredients i where i.name not in ('sulfamethoxazole', 'trimethoprim')
union all values (101::smallint, 'sulfamethoxazole + trimethoprim', 'sulfametoxazol + trimetoprima', null, 'tablets', false),
                 (102, 'metformin + sitagliptin', 'metformina + sitagliptina', null, 'tablets', false);
insert into medical_data.medication_ingredients (medication_id, ingredient_id, strength, strength_unit)
select m.medication_id, m.medication_id, null, null from medical_data.medications m where m.medication_id <= 100
union all values (101::smallint, 45::smallint, 800::numeric, 'mg'), (101, 46, 160, 'mg'), (102, 1, 850, 'mg'), (102, 6, 50, 'mg');

-- Adults, per dose and per day, in the medicine's unit.
insert into medical_data.dose_limits (medication_id, route, max_single, max_daily, valid_from, source)
select m.medication_id, v.route, v.single, v.daily, date '2026-11-01', 'starting value, for the clinical owner'
  from (values ('metformin', 'oral', 1000, 3000), ('glibenclamide', 'oral', 10, 15), ('glipizide', 'oral', 15, 20),
    ('gliclazide', 'oral', 160, 320), ('glimepiride', 'oral', 6, 6),
    ('sitagliptin', 'oral', 100, 100), ('linagliptin', 'oral', 5, 5), ('empagliflozin', 'oral', 25, 25),
      ('dapagliflozin', 'oral', 10, 10), ('semaglutide', 'subcutaneous', 2.4, 2.4),
    ('semaglutide', 'oral', 14, 14), ('liraglutide', 'subcutaneous', 3, 3), ('dulaglutide', 'subcutaneous', 4.5, 4.5),
      ('pioglitazone', 'oral', 45, 45),
    ('insulin glargine', 'subcutaneous', 100, 100), ('insulin lispro', 'subcutaneous', 50, 150),
      ('insulin aspart', 'subcutaneous', 50, 150),
    ('insulin human', 'subcutaneous', 50, 150), ('insulin human', 'intravenous', 20, 150),
      ('insulin degludec', 'subcutaneous', 100, 100),
    ('insulin isophane', 'subcutaneous', 100, 150), ('insulin detemir', 'subcutaneous', 100, 150),
      ('atorvastatin', 'oral', 80, 80), ('simvastatin', 'oral', 40, 40),
    ('gemfibrozil', 'oral', 600, 1200), ('enalapril', 'oral', 20, 40), ('lisinopril', 'oral', 40, 80),
      ('losartan', 'oral', 100, 100), ('amlodipine', 'oral', 10, 10),
    ('hydrochlorothiazide', 'oral', 50, 50), ('furosemide', 'oral', 160, 600), ('furosemide', 'intravenous', 160, 600),
      ('spironolactone', 'oral', 200, 400), ('bisoprolol', 'oral', 20, 20),
    ('acetylsalicylic acid', 'oral', 1000, 4000), ('clopidogrel', 'oral', 600, 600), ('warfarin', 'oral', 15, 15),
      ('enoxaparin', 'subcutaneous', 150, 300),
    ('heparin', 'subcutaneous', 10000, 30000), ('levothyroxine', 'oral', 300, 300), ('prednisone', 'oral', 80, 80),
      ('dexamethasone', 'oral', 20, 40),
    ('amoxicillin', 'oral', 1000, 3000), ('cefuroxime', 'oral', 500, 1000), ('clarithromycin', 'oral', 500, 1000),
      ('ciprofloxacin', 'oral', 750, 1500),
    ('nitrofurantoin', 'oral', 100, 400), ('metronidazole', 'oral', 500, 2000), ('fluconazole', 'oral', 400, 400),
      ('ibuprofen', 'oral', 800, 2400),
    ('paracetamol', 'oral', 1000, 4000), ('paracetamol', 'intravenous', 1000, 4000), ('morphine', 'oral', 60, 200),
      ('morphine', 'subcutaneous', 20, 100),
    ('ferrous sulfate', 'oral', 325, 975), ('potassium chloride', 'oral', 40, 100), ('glucagon', 'subcutaneous', 1, 2),
      ('glucagon', 'intramuscular', 1, 2),
    ('sulfamethoxazole + trimethoprim', 'oral', 2, 4), ('metformin + sitagliptin', 'oral', 1, 2)) v(name, route, single, daily)
  join medical_data.medications m on m.name = v.name;

insert into medical_data.medication_interactions (interaction_id, atc_a, atc_b, severity, effect_en, effect_es, dated, source)
select row_number() over ()::smallint, v.*, date '2026-11-01', 'starting value, for the clinical owner' from (values
  ('A10BB', 'J02AC01', 'MAJOR', 'fluconazole raises sulfonylureas: hypoglycaemia',
    'el fluconazol eleva las sulfonilureas: hipoglucemia'),
  ('A10BB', 'J01E', 'MODERATE', 'sulfonamides may cause hypoglycaemia', 'las sulfonamidas pueden causar hipoglucemia'),
  ('A10BB', 'J01FA09', 'MAJOR', 'clarithromycin: hypoglycaemia', 'claritromicina: hipoglucemia'),
  ('A10BB', 'J01M', 'MAJOR', 'quinolones: hypo- and hyperglycaemia', 'quinolonas: hipo e hiperglucemia'),
  ('A10A', 'J01M', 'MODERATE', 'quinolones: hypo- and hyperglycaemia', 'quinolonas: hipo e hiperglucemia'),
  ('A10A', 'A10BB', 'MODERATE', 'together more hypoglycaemia', 'juntas, más hipoglucemia'),
  ('A10A', 'C07A', 'MODERATE', 'beta blockers hide hypoglycaemia', 'los betabloqueantes ocultan la hipoglucemia'),
  ('A10A', 'A10BG', 'MODERATE', 'fluid retention, heart failure', 'retención de líquidos, insuficiencia cardíaca'),
  ('A10BH', 'A10BJ', 'MODERATE', 'no added benefit', 'sin beneficio añadido'),
  ('A10BA', 'V08A', 'MAJOR', 'iodinated contrast: lactic acidosis', 'contraste yodado: acidosis láctica'),
  ('A10', 'H02A', 'MODERATE', 'corticosteroids raise glucose', 'los corticoides elevan la glucosa'),
  ('C10AA01', 'J01FA09', 'CONTRAINDICATED', 'simvastatin with clarithromycin: rhabdomyolysis',
    'simvastatina con claritromicina: rabdomiólisis'),
  ('C10AA05', 'J01FA09', 'MAJOR', 'atorvastatin with clarithromycin: rhabdomyolysis',
    'atorvastatina con claritromicina: rabdomiólisis'),
  ('C10AA', 'C10AB04', 'CONTRAINDICATED', 'statins with gemfibrozil: rhabdomyolysis',
    'estatinas con gemfibrozilo: rabdomiólisis'),
  ('C09A', 'C09C', 'MAJOR', 'hyperkalaemia, kidney failure', 'hiperpotasemia, fallo renal'),
  ('C09A', 'C03D', 'MAJOR', 'hyperkalaemia', 'hiperpotasemia'), ('C09C', 'C03D', 'MAJOR', 'hyperkalaemia', 'hiperpotasemia'),
  ('C09A', 'A12B', 'MAJOR', 'hyperkalaemia', 'hiperpotasemia'), ('C09C', 'A12B', 'MAJOR', 'hyperkalaemia', 'hiperpotasemia'),
  ('C03D', 'A12B', 'CONTRAINDICATED', 'hyperkalaemia', 'hiperpotasemia'),
  ('C09A', 'J01E', 'MAJOR', 'trimethoprim: hyperkalaemia', 'trimetoprima: hiperpotasemia'),
  ('C09A', 'M01A', 'MODERATE', 'kidney failure, less effect', 'fallo renal, menos efecto'),
    ('C03C', 'M01A', 'MODERATE', 'less effect, kidney', 'menos efecto, riñón'),
  ('B01AA', 'M01A', 'MAJOR', 'bleeding', 'hemorragia'), ('B01AA', 'B01AC', 'MAJOR', 'bleeding', 'hemorragia'),
    ('B01AB', 'B01AC', 'MAJOR', 'bleeding', 'hemorragia'),
  ('B01AA', 'J02AC01', 'MAJOR', 'fluconazole raises warfarin: bleeding', 'el fluconazol eleva la warfarina: hemorragia'),
  ('B01AA', 'J01XD01', 'MAJOR', 'metronidazole raises warfarin: bleeding', 'el metronidazol eleva la warfarina: hemorragia'),
  ('B01AA', 'J01E', 'MAJOR', 'sulfonamides raise warfarin: bleeding', 'las sulfonamidas elevan la warfarina: hemorragia'),
  ('B01AA', 'J01FA09', 'MAJOR', 'clarithromycin raises warfarin: bleeding', 'la claritromicina eleva la warfarina: hemorragia'),
  ('H03A', 'B03A', 'MODERATE', 'iron binds levothyroxine: four hours apart',
    'el hierro fija la levotiroxina: separar cuatro horas')) v;

insert into medical_data.dose_frequencies (frequency_code, doses_per_day, name_en, name_es, sort_order) values
  ('OD', 1, 'once a day', 'una vez al día', 10), ('MORNING', 1, 'every morning', 'cada mañana', 20),
    ('NIGHT', 1, 'every night', 'cada noche', 30),
  ('BD', 2, 'twice a day', 'dos veces al día', 40), ('BD_FOOD', 2, 'twice a day with food', 'dos veces al día con comida', 50),
  ('TDS', 3, 'three times a day', 'tres veces al día', 60), ('QDS', 4, 'four times a day', 'cuatro veces al día', 70),
    ('Q12H', 2, 'every 12 hours', 'cada 12 horas', 80),
  ('Q8H', 3, 'every 8 hours', 'cada 8 horas', 90), ('Q6H', 4, 'every 6 hours', 'cada 6 horas', 100),
    ('MEALS', 3, 'with each meal', 'con cada comida', 110),
  ('WEEKLY', 0.142857, 'once a week', 'una vez a la semana', 120), ('ONCE', 1, 'once only', 'dosis única', 130),
    ('PRN', null, 'as needed', 'si precisa', 140);

insert into medical_data.medication_knowledge (check_code, data_version, valid_until, source)
select c, '2026-11-01', date '2027-12-31', 'starting values, for the clinical owner'
  from unnest(array['ALLERGY', 'DUPLICATE', 'INTERACTION', 'DOSE', 'RENAL', 'PREGNANCY']) c;
