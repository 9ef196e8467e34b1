-- Names and chance of the demo, for this session only. Everything follows from the number of a patient: the same number gives
-- the same person and the same history, whatever is loaded before or after.
create function pg_temp.chance(p_patient bigint, p_salt bigint) returns float8 language sql immutable as $$
  select (hashint8extended(p_patient, p_salt) & 1125899906842623)::float8 / 1125899906842624.0 $$;

-- About normal: mean 0, standard deviation 1, never beyond 3.5.
create function pg_temp.noise(p_patient bigint, p_salt bigint) returns float8 language sql immutable as $$
  select (pg_temp.chance(p_patient, p_salt) + pg_temp.chance(p_patient, p_salt + 1000003) + pg_temp.chance(p_patient, p_salt + 2000003)
        + pg_temp.chance(p_patient, p_salt + 3000017) - 2.0) * 1.732 $$;

-- One of a list; earlier entries more often, as names are.
create function pg_temp.often(p_list text[], p_chance float8) returns text language sql immutable as $$
  select p_list[1 + floor(cardinality(p_list) * power(p_chance, 1.6))::int] $$;

create function pg_temp.women() returns text[] language sql immutable as $$ select array[
  'María','Carmen','Ana','Isabel','Laura','María José','Lucía','Marta','Cristina','Elena','Pilar','María Dolores','Teresa','Rosa','Paula',
  'María del Carmen','Sara','Beatriz','Ana María','Raquel','Mercedes','Julia','Silvia','Inés','María Ángeles','Rocío','Patricia','Concepción',
  'Montserrat','Alba','Irene','Sofía','Encarnación','Yolanda','Nuria','Ángela','Victoria','Eva','Mónica','Noelia','Amparo','Begoña','Sonia',
  'Josefa','María Pilar','Manuela','Susana','Margarita','Esther','Lourdes','Verónica','Natalia','Asunción','Gloria','María Luisa','Alicia',
  'Esperanza','Remedios','Consuelo','Aurora','Miriam','Carolina','Emilia','Soledad','María Teresa','Ainhoa','Nerea','Itziar','Maite','Leire',
  'Mireia','Laia','Meritxell','Núria','Xoana','Uxía','Iria','Candela','Jimena','Valentina','Daniela','Ximena','Guadalupe','Itzel','Yesenia',
  'Milagros','Rosario','Trinidad','Purificación','Adela','Blanca','Celia','Diana','Fátima','Gema','Helena','Lidia','Macarena','Olga','Virginia'] $$;

create function pg_temp.men() returns text[] language sql immutable as $$ select array[
  'Antonio','José','Manuel','Francisco','David','Juan','Javier','Daniel','Carlos','José Antonio','Jesús','Alejandro','Miguel','José Luis',
  'Rafael','Ángel','Pedro','Pablo','Sergio','Fernando','Luis','Jorge','Alberto','Juan Carlos','Álvaro','Adrián','Diego','Juan José','Raúl',
  'Iván','Enrique','Rubén','Ramón','Óscar','Vicente','Andrés','Joaquín','Santiago','Víctor','Eduardo','Roberto','Jaime','Mario','Ignacio',
  'Francisco Javier','Marcos','Alfonso','Salvador','Emilio','Julián','Gabriel','Tomás','Agustín','Félix','Iñaki','Unai','Jordi','Oriol',
  'Xavier','Brais','Nicolás','Matías','Emiliano','Cuauhtémoc','Íñigo','Gonzalo','Guillermo','Hugo','Martín','Nicanor'] $$;

create function pg_temp.surnames() returns text[] language sql immutable as $$ select array[
  'García','Rodríguez','González','Fernández','López','Martínez','Sánchez','Pérez','Gómez','Martín','Jiménez','Hernández','Ruiz','Díaz',
  'Moreno','Muñoz','Álvarez','Romero','Gutiérrez','Alonso','Navarro','Torres','Domínguez','Ramos','Vázquez','Ramírez','Gil','Serrano',
  'Morales','Molina','Suárez','Blanco','Castro','Ortega','Delgado','Ortiz','Marín','Rubio','Núñez','Medina','Sanz','Castillo','Iglesias',
  'Cortés','Garrido','Santos','Guerrero','Lozano','Cano','Cruz','Méndez','Flores','Prieto','Herrera','Peña','León','Márquez','Cabrera',
  'Gallego','Calvo','Vidal','Campos','Reyes','Vega','Fuentes','Carrasco','Díez','Aguilar','Caballero','Nieto','Santana','Pascual','Herrero',
  'Montero','Lorenzo','Hidalgo','Giménez','Ibáñez','Ferrer','Durán','Santiago','Benítez','Vargas','Mora','Arias','Vicente','Carmona','Crespo',
  'Román','Pastor','Soto','Sáez','Velasco','Soler','Moya','Esteban','Parra','Bravo','Gallardo','Rojas','Franco','Rivas','Pardo','Lara',
  'Espinosa','Merino','Izquierdo','Silva','Rivera','Casado','Redondo','Camacho','Segura','Arroyo','Rey','Luque','Otero','Heredia','Galán',
  'Montes','Ríos','Sierra','Segovia','Simón','Bernal','Marcos','Martí','Carrillo','Soriano','Bermúdez','Contreras','Guerra','Miranda',
  'Expósito','Aranda','Macías','Plaza','Quintana','Villalba','Zamora','Pineda','Rosales','Peñalver','Ordóñez','Cañete','Yáñez','Muñiz',
  'Ibarra','Etxeberria','Agirre','Zubizarreta','Goikoetxea','Iturbe','Puig','Vila','Serra','Roca','Mas','Pujol','Rovira','Ferreiro','Castiñeira',
  'Seoane','Lago','De la Cruz','Del Río','De la Fuente','Sáenz de Miera','García-Lozano','Ruiz-Cabello','Pérez-Íñigo','López-Ibor Mañas',
  'Ximénez','Zúñiga','Quiñones','Bolaños','Xoconostle','Huamán','Quispe','Mamani'] $$;

-- People from elsewhere, with one surname; family name first where it is written so, in their own script.
create function pg_temp.elsewhere() returns text[] language sql immutable as $$ select array[
  'Fátima|Benali|F','Khadija|El Amrani|F','Youssef|Haddad|M','فاطمة|الحسني|F','خديجة|بن عمر|F','أحمد|المنصوري|M','ليلى|حداد|F',
  '秀英|王|F','丽娟|陈|F','建国|李|M','美玲|林|F','小红|张|F','雅子|佐藤|F','健一|鈴木|M','민지|김|F','서연|박|F',
  'Thị Hoa|Nguyễn|F','Thị Mai|Trần|F','Ioana|Popescu|F','Mihaela|Ionescu|F','Andrei|Dumitru|M','Oksana|Kovalenko|F','Iryna|Shevchuk|F',
  'Agnieszka|Wójcik|F','Małgorzata|Żak|F','Zdeněk|Dvořák|M','Jiřina|Nováková|F','Søren|Østergaard|M','Ingrid|Åkerlund|F','Björn|Öberg|M',
  'Ursula|Groß|F','Jürgen|Müller-Hartmann|M','Siobhán|O''Brien|F','Mary-Ann|O''Connell|F','Beatrice|D''Angelo|F','Chiara|Lo Presti|F',
  'João|Gonçalves|M','Conceição|Magalhães|F','Aylin|Yıldız|F','Gül|Öztürk|F','Eleni|Papadopoulou|F','Ελένη|Παπαδάκη|F','Наталья|Соколова|F',
  'Awa|Diallo|F','Mamadou|Ndiaye|M','Chipo|Moyo|F','Priya|Raghunathan|F','Amelia-Rose|Fitzwilliam-Hughes|F','Thorbjörg|Guðmundsdóttir|F','Noa|Ben-Ami|F'] $$;

-- For many patients: surnames that sound right and are rare, so that an index of a million people looks like one.
create function pg_temp.rare_surname(p_chance float8) returns text language sql immutable as $$
  select initcap((array['al','ber','bel','bar','cal','can','car','cas','cor','del','dor','es','fer','fon','gal','gar','gon','her','lan','lar',
                        'lor','mal','man','mar','mel','mon','mor','nar','ol','or','pal','par','pel','per','por','qui','ran','rib','rol','sal',
                        'san','ser','sol','tor','tra','ur','val','var','vel','ver','vil','zal','zar','zur'])[1 + (p_chance * 54)::int % 54]
              || (array['a','e','i','o','u','ade','ame','ane','ara','are','ede','eme','ene','era','ide','ime','ina','ire','ode','ome','ona','ora',
                        'ude','uma','una','ura','abe','ebe','iba','oba'])[1 + (p_chance * 54 * 30)::bigint % 30]
              || (array['llo','lla','ño','ña','do','da','ro','ra','no','na','to','ta','co','ca','jo','ja','les','nes','res','zo','za','bal','dal',
                        'gal','nal','ral','tal','mil','dín','rín','tín','lín','sco','sca','rdo','rda','nte','lde','rte','ndo'])[1 + (p_chance * 54 * 30 * 40)::bigint % 40]) $$;

-- People made by hand: look-alikes, twins, hard names. Everybody else is made by chance.
create table pg_temp.designed (number bigint primary key, given text, surname_1 text, surname_2 text, birth_date date, sex text);
insert into pg_temp.designed values
  (1, 'María José', 'García', 'Núñez', '1971-03-12', 'FEMALE'),          -- the same name, another birth date
  (2, 'María José', 'García', 'Núñez', '1973-12-03', 'FEMALE'),
  (3, 'Ana', 'Gómez', 'Robles', '1968-07-21', 'FEMALE'),                 -- one letter
  (4, 'Ana', 'Gámez', 'Robles', '1968-07-12', 'FEMALE'),
  (5, 'Lucía', 'Peñalver', 'Soto', '1984-02-29', 'FEMALE'),              -- twins
  (6, 'Julia', 'Peñalver', 'Soto', '1984-02-29', 'FEMALE'),
  (7, 'Carmen', 'López', 'García', '1959-10-05', 'FEMALE'),              -- surnames swapped
  (8, 'Carmen', 'García', 'López', '1959-05-10', 'FEMALE'),
  (9, 'Íñigo', 'Muñoz', 'Etxeberria', '1990-12-31', 'MALE'),
  (10, 'María del Carmen', 'De la Fuente', 'Ybarra', '1962-08-15', 'FEMALE'),
  (11, 'Anne-Sophie', 'Delacroix-Martín', null, '1977-01-30', 'FEMALE'),
  (12, '秀英', '王', null, '1966-04-18', 'FEMALE'),
  (13, 'فاطمة الزهراء', 'الحسني', null, '1979-09-23', 'FEMALE'),
  (14, 'Mª Ángeles', 'Cañete', 'Yáñez', '1955-06-02', 'FEMALE'),
  (15, 'Nerea', 'Zubizarreta', 'Goikoetxea', '1988-11-11', 'FEMALE'),
  (16, 'Siobhán', 'O''Brien', null, '1982-03-17', 'FEMALE'),
  (17, 'Isabel', 'Martínez', 'Ruiz', '1970-05-05', 'FEMALE'),            -- one letter, same ward
  (18, 'Isabel', 'Martines', 'Ruiz', '1970-05-15', 'FEMALE'),
  (19, 'José', 'Ferrer', 'Puig', '1948-12-08', 'MALE'),
  (20, 'Josep', 'Ferrer', 'Puig', '1984-12-08', 'MALE'),
  (21, 'Teresa', 'Ordóñez', 'Bermúdez', '1963-01-19', 'FEMALE'),
  (22, 'Thị Mai', 'Trần', null, '1981-07-07', 'FEMALE'),
  (23, 'Wilhelmine', 'von der Heydt', null, '1936-02-14', 'FEMALE'),
  (24, 'Ana María', 'Sáenz de Miera', 'Fernández-Villaverde', '1957-03-03', 'FEMALE'),
  (25, 'Mateo', 'Quispe', 'Huamán', '2012-09-09', 'MALE'),
  (26, 'Elena', 'Prieto', 'Vidal', '1975-08-08', 'FEMALE'),              -- mother and daughter
  (27, 'Elena', 'Ramos', 'Prieto', '1999-08-08', 'FEMALE');
