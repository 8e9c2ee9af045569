/// The words by which a sentence claims, denies, plans, asks or tells of others, in English,
/// German, Dutch and French: grammar alone, no scheme and no wording rule.
enum Lexicon {
    /// What phrases say, separated by semicolons. The row names the rule of `rules.md` §10 that it
    /// serves: "Not a claim: what is denied, planned, asked of others …".
    static let cues: [(Cue, String)] = [
        // What is denied.
        (
            .denies,
            """
            not;no;never;none;neither;nor;without;cannot;isn't;aren't;doesn't;don't;hasn't;haven't;\
            won't;can't;didn't;nicht;kein;keine;keinen;keiner;ohne;niet;geen;zonder;nooit;ne;n'est;\
            n'a;n'ont;n'y;pas;aucun;aucune;sans;jamais;no es;n/a;❌;✗;✘;✖
            """
        ),
        // What is planned.
        (
            .plans,
            """
            coming soon;in progress;in process;in the process;under way;underway;planned;planning;\
            plan to;plans to;we plan;roadmap;working on;working towards;working toward;\
            work towards;\
            pursuing;pursue;will;expected;expect;expects;aim;aims;aiming;pending;upcoming;seeking;\
            preparing;goal;target;soon;future;intend;intends;to be completed;on track;going to;\
            scheduled;anticipated;in preparation;targeting;geplant;in vorbereitung;\
            angestrebt;streben;gepland;zullen;zal;binnenkort;bezig;streven;en cours;prévu;prévue;\
            bientôt;travaillons;sera;visons;candidate;acquiring
            """
        ),
        // What is historical.
        (
            .past,
            """
            was;were;had;formerly;previously;former;previous;first obtained;initially;originally;\
            no longer;replaced;superseded;used to;historically;in the past;expired;withdrawn;\
            retired;obsolete;deprecated;invalidated;invalidation;lapsed;transitioned;migrated;\
            upgraded;since replaced;war;wurde;wurden;ehemals;früher;frühere;abgelöst;werd;\
            voorheen;vroeger;vervangen;d'abord;auparavant;anciennement;ancienne;remplacé;remplacée;\
            était;until it;prior;successor;successor to;predecessor;history;older;replaces
            """
        ),
        // What is asked of others.
        (
            .demands,
            """
            must;should;shall;may;might;could;would;if;whether;unless;required to;require;\
            requires;required;need to;needs to;have to;has to;requirement for;expected to;able to;\
            help;helps;helping;become;becoming;to achieve;get;getting;enables;in order to;\
            müssen;muss;sollte;sollten;wenn;falls;\
            moeten;moet;als u;doit;doivent;devez;si vous;partner requirements;\
            minimum requirements;eligibility
            """
        ),
        // What is said of somebody else: the reader, customers.
        (
            .reader,
            """
            you;your;yours;yourself;customer;customers;customer's;customers';client;clients;\
            their;they;them;users;user's;tenant;tenants;partner;partners;vendor;vendors;\
            prospective;ihr;ihre;ihren;ihrem;kunde;kunden;uw;jouw;klant;klanten;vous;votre;vos;\
            leur;leurs;merchant;merchants;auditors can;developers
            """
        ),
        // What is said of somebody else: hosters, suppliers, subprocessors.
        (
            .supplier,
            """
            data center;data centers;data centre;data centres;datacenter;datacenters;datacentre;\
            datacentres;data center's;hosting provider;hosting providers;hosted in;hosted on;\
            hosted by;hosted with;cloud provider;cloud providers;cloud service provider;\
            cloud service providers;service provider;service providers;provider's;provider;\
            providers;subprocessor;subprocessors;sub-processor;sub-processors;supplier;suppliers;\
            third party provider;third-party provider;third parties;csp;csps;csp's;colocation;\
            facility;facilities;payment processor;payment processors;payment provider;\
            underlying infrastructure;rechenzentrum;rechenzentren;rechenzentrums;anbieter;\
            dienstleister;hosting-partner;datacentrum;leverancier;leveranciers;hébergeur;\
            hébergeurs;fournisseur;fournisseurs;processor;processors
            """
        ),
        (
            .named,
            """
            aws;amazon;amazon web services;azure;microsoft;google;google cloud;gcp;stripe;adyen;\
            braintree;paypal;square;cloudflare;equinix;heroku;digitalocean;hetzner;ovh;ovhcloud;\
            outscale;rackspace;ibm cloud;oracle cloud;linode;akamai;fastly;vercel;netlify;\
            salesforce;\
            snowflake;mongodb atlas;interxion;leaseweb;ionos;chargebee;recurly;okta;auth0
            """
        ),
        // What is explained: anybody, and what a scheme does.
        (
            .anybody,
            """
            an organization;an organisation;organizations;organisations;a company;companies;\
            an organization's;a company's;businesses;an entity;entities;a service organization;\
            service organizations;service organization's;a business;any company;manufacturers;\
            unternehmen;organisatie;organisaties;bedrijven;une organisation;les organisations;\
            entreprises;une entreprise;a vendor;a provider;a supplier;enterprises;contractors;\
            agencies;certified csps;adopting
            """
        ),
        (
            .explains,
            """
            is a;is an;is the;are a;are the;is one of;is not a;are based on;is based on;\
            demonstrates;\
            demonstrate;specifies;defines;define;describes;consists of;consist of;was developed;\
            developed by;has developed;refers to;stands for;designed to;designed for;sets out;\
            outlines;gauges;means that;established by;is becoming;what is;what are;what does;\
            introduced;adopted;published;ist ein;ist eine;ist der;is een;is de;est un;est une;\
            est la;est le;introduces;introduce;maps;map to;provides a framework;\
            provides management;is issued by
            """
        ),
        // How a claim is said.
        (
            .certified,
            """
            certified;certification;certifications;certificate;certificates;self-certified;certify;\
            certifies;zertifiziert;zertifizierte;zertifizierten;zertifizierter;zertifizierung;\
            zertifizierungen;zertifikat;zertifikate;gecertificeerd;gecertificeerde;certificering;\
            certificeringen;certificaat;certificaten;certifié;certifiée;certifiés;certifiées;\
            certificat;certificats
            """
        ),
        (
            .accredited,
            """
            accredited;accreditation;accreditations;akkreditiert;geaccrediteerd;accrédité;accréditée
            """
        ),
        (
            .complies,
            """
            compliant;compliance;complies;comply;conforms;conform;conformity;adheres;adherence;\
            meets;meet;meets or exceeds;fulfils;fulfills;follows;in accordance with;konform;\
            entspricht;erfüllt;voldoet;voldoen;conforme;conformes;aligned with
            """
        ),
        (
            .holds,
            """
            holds;hold;maintains;maintain;obtained;achieved;received;earned;attained;completed;\
            completes;participates;participate;participation;validated;audited;assessed;issued;\
            awarded;adopts;undergo;undergoes;undergone;attested;listed;registered;committed;\
            self-certifies;using the;certifying;includes;include;including;passed;renewed;verfügt;\
            verfügen;besitzt;erhalten;geprüft;auditiert;beschikken;beschikt;behaald;heeft;hebben;\
            obtenu;détient;détenons;implemented;reviewed;successfully;through the application of;\
            available;offer;offers;provides
            """
        ),
        (
            .document,
            """
            report;reports;attestation;attestations;letter;aoc;guide;coverage;assessment;\
            assessments;bericht;berichte;rapport;rapporten;rapports;rapportage;auditbericht;\
            copy;copies;download;attestation of compliance;statement of applicability;testat;roc
            """
        ),
        (.owner, "we;our;ours;wir;unser;unsere;unseren;wij;we;ons;onze;nous;notre;nos"),
        (
            .refers,
            """
            learn more;for more information;more information;more details;see also;refer to;\
            for details;read more;visit;check out;further information;mehr erfahren;\
            weitere informationen;meer informatie;en savoir plus;resources;references;\
            related;related links;frequently asked questions;blueprint;overview
            """
        ),
        (
            .endsOn,
            """
            valid until;valid through;valid till;valid to;valid thru;validity until;expires;\
            expires on;expire on;expiry date;expiration date;expiry;expiration;valid up to;\
            gültig bis;läuft ab am;geldig tot;geldig tot en met;valable jusqu'au;\
            valide jusqu'au;en vigueur jusqu'au;expires in
            """
        ),
        (
            .verb,
            """
            is;are;has;have;do;does;was;were;will;can;isn't;aren't;doesn't;don't;be;been;ist;sind;\
            hat;haben;zijn;est;sont;avons
            """
        ),
        (.relative, "which;who;whose;welche;qui"),
        (
            .number,
            """
            certificate number;certificate no;certificate nr;registration number;\
            certification number;zertifikatsnummer;zertifikat nr;certificaatnummer;\
            numéro de certificat
            """
        ),
        (.turns, "but;however;whereas;while;although;though;aber;jedoch;sondern;maar;mais"),
        (.wonders, "why;how;where;warum;wie;wo;waarom;hoe;waar;pourquoi;comment;où"),
        (.version, "v;version;versions;vers;ver;edition;ausgabe;versie;release"),
        (
            .type,
            """
            type 1;type 2;type i;type ii;typ 1;typ 2;typ i;typ ii;t 1;t 2;type 1 and 2;\
            type i and ii;type 1 and type 2;level 1;level 2;level 3;level one;level two;\
            service provider level 1;service provider level 2;level 1 service provider;\
            level 2 service provider;service provider level one;\
            qualified security assessor;qsa
            """
        ),
        (.pointing, "this;that;these;such;diese;dieses;deze;dit;cette;ce"),
        (
            .body,
            """
            body;bodies;auditor;auditors;registrar;assessor;assessors;third;independent;firm;\
            certifying;certification body;certification bodies;stelle;laboratory;company
            """
        ),
        (.since, "since;first;seit;sinds;depuis;established"),
        (
            .binds,
            """
            for;to;in;under;with;against;by;as;of;the;a;an;our;compliant;be;as compliant;per;\
            according;gegen;nach;für;als;voor;volgens;selon;pour;compliant under;erkende;ein;eine;\
            de;la;le;l;standard;standards;following;level;scheme
            """
        ),
        (.joins, "and;or;und;oder;en;of;et;ou;plus;as well as"),
    ]

    /// The months by their names.
    static let months: [[String]] = [
        ["january", "jan", "januar", "januari", "janvier"],
        ["february", "feb", "februar", "februari", "février"],
        ["march", "mar", "märz", "maart", "mars"],
        ["april", "apr", "avril"],
        ["may", "mai", "mei"],
        ["june", "jun", "juni", "juin"],
        ["july", "jul", "juli", "juillet"],
        ["august", "aug", "augustus", "août"],
        ["september", "sep", "sept", "septembre"],
        ["october", "oct", "oktober", "okt", "octobre"],
        ["november", "nov", "novembre"],
        ["december", "dec", "dezember", "dez", "décembre"],
    ]
}
