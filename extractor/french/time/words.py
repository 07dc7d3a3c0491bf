"""Closed classes of words that the rules look at, folded (no case, no accent).

Open knowledge (days, feasts, units, what is no date …) is in ``models/lexicons/time.toml``.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Adjectives between a number and its unit.
ADJECTIVES = _set(
    """
    bon bonne bons bonnes petit petite petites petits long longue longs longues gros grosse
    grosses nouvelles nouveaux pleines pleins courtes interminables belles premiers premieres
    dernieres derniers prochaines prochains nombreux nombreuses folles simples maigres entieres
    """
)

#: After an age set off by commas.
AFTER_AGE = _set("et au a le la dont originaire domicilie pere mere")

#: After « à », « en », « de » at the start of a vague phrase.
AFTER_SMALL = _set("meme nos ici l ce cette present la peu")

#: After « tout », « toute ».
AFTER_WHOLE = _set("la le l cette ce cet une un")

#: Before « une journée » as a length.
BEFORE_DAY_LONG = _set(
    """
    pendant durant en apres depuis d ' pour dure fait sous plus moins environ presque
    """
)

#: Before « deux heures et demie » as an hour.
CLOCK_BEFORE_HALF = _set("a vers des avant est etait apres")

#: Nouns that an hour completes: « le train de 17 h ».
CLOCK_NOUNS = _set(
    """
    train tgv ter vol seance messe bus car ferry rendez vous match edition office depart reunion
    sonnerie flash direct bulletin partir environs alentours autour compter cours coup coups
    lieu rame metro avion audience
    """
)

#: End an hour of the day.
CLOCK_TAILS = _set("matin soir apres-midi nuit locale precises pile gmt utc mat")

#: Before a number that counts things.
COUNTING = _set("plus moins environ quelque pres aux ces ses nos vos total")

#: Long nouns of parts of the day.
DAYPART_NOUNS = _set("matinee soiree nuit apres-midi journee")

#: Nouns of a day’s length.
DAY_LONG = _set("journee soiree nuit matinee week-end jour seconde soirees")

#: Demonstratives.
DEMONSTRATIVES = _set("ce cet cette ces")

#: Determiners that belong to an expression.
DETERMINERS = _set("le la l les ce cet cette ces un une")

#: Definite and demonstrative determiners.
DETERMINERS_DEFINITE = _set("le la l les ce cet cette ces")

#: Ascii digits.
DIGITS = _set("0 1 2 3 4 5 6 7 8 9")

#: Before a length of time.
DURATION_BEFORE = _set(
    """
    depuis pendant durant en sous pour sur dure dura durer duree dures apres fait quelque plus
    moins environ toutes soit total chrono trentaine
    """
)

#: Events named by their year.
EVENT_NOUNS = _set(
    """
    tour euro mondial jo cop coupe monde exercice budget edition rentree crise presidentielle
    municipales legislatives europeennes regionales olympiques promotion millesime giro vuelta
    paris-nice roland-garros tournoi festival recolte election
    """
)

#: Words beside the lexicon at which an expression may start.
EXTRA_CORE = _set(
    """
    entre il y voila voici dans chaque tous toutes toute tout par plusieurs quelques quelque
    bien longs longues nombreuses nombreux saison exercice fins minuit midi meme petit prochain
    etes hivers aube journee des depuis a jour
    """
)

#: Words that are no noun counted by the number before them.
FUNCTION_WORDS = _set(
    """
    a au aux et ou de du des d en par pour sur dans avec sans contre il elle ils elles on nous
    je j tu vous le la les l un une ce cette ces cet que qui qu dont mais car donc puis avant
    apres lors entre chez vers alors comme est sont etait etaient fut ont avait avaient son sa
    ses leur leurs n ne s se c y jusqu sous si afin grace selon depuis pendant durant malgre
    soit sera aura avoir etre quand lorsque lorsqu notamment dernier prochain face tous toutes
    tout aussi deja encore seulement plus moins m mme suite pres date reste restera marque
    """
)

#: Words of habit after a day.
HABIT_AFTER = _set(
    """
    chaque tous toutes ouvert ouverte toujours souvent habituellement generalement ferme fermee
    """
)

#: Forms of « avoir » before an age.
HAVE_FORMS = _set("a avait ont avaient ai as avoir avons aura aurait ayant")

#: Before a length in hours and minutes.
LENGTH_BEFORE = _set("en pendant durant dure duree pour soit")

#: « limité à trois ans » is no age.
LIMIT_VERBS = _set(
    """
    limite porte portee passe passer reduit fixe condamne condamnee condamnes ramene estime
    prolonge prolongee
    """
)

#: Feasts written without a capital.
LOWER_FEASTS = _set(
    """
    lundi mercredi jeudi vendredi dimanche mardi reveillon fete jour premier action nouvel
    """
)

#: Things that bear a number, not a year.
NUMBERED = _set(
    """
    page article numero lot chapitre version windows ligne bus dossard code bp route
    departementale nationale canal porte chambre vol devant office peugeot
    """
)

#: Before « d’une journée » as a length.
OF_DAY_LONG = _set("duree plus moins bout espace absence arret suspension treve")

#: Before a year with fewer than four usual digits.
OLD_YEAR_BEFORE = _set("en depuis annee an vers debut fin")

#: After the digits of a rank.
ORDINAL_SUFFIX = _set("er ere re e eme ieme nd nde o")

#: Determiners and the like after « à 17 heures de ».
OWN_DETERMINERS = _set(
    """
    le la l les un une son sa ses leur leurs cette cet ce ces d qu que avoir etre des du de mon
    ma mes notre nos quatre deux trois
    """
)

#: Before « des mois ».
PLURAL_BEFORE = _set("depuis pendant durant a apres fait voila dure dura dureront")

#: Units of « des mois ».
PLURAL_UNITS = _set("mois annees semaines heures jours siecles decennies minutes")

#: Verbs before « des mois ».
PLURAL_VERBS = _set("fallu faut faudra prendre pris prendra mis mettre mettra passe")

#: Ranks after « chaque », « tous les ».
RANKS = _set(
    """
    premier premiere premiers premieres 1 deuxieme dernier 2 troisieme 3 4 derniers
    """
)

#: Units of « par an ».
RATE_UNITS = _set(
    """
    an mois semaine jour trimestre semestre heure nuit minute week-end annee
    """
)

#: Make a bare number a year.
STRONG_YEAR_BEFORE = _set(
    """
    en depuis des fin debut mi annee annees an saison vers courant horizon (
    """
)

#: « au cours du week-end ».
WITHIN_NOUNS = _set(
    """
    cours courant long lors fin debut matchs matches programme resultats rencontres accidents
    """
)

#: May come before a bare year.
YEAR_BEFORE = _set(
    """
    en depuis des avant apres fin debut mi vers courant annee annees an de d saison exercice
    edition session millesime budget ( / jusqu ici et ou a rentree jo euro mondial ete hiver
    automne printemps crise trimestre semestre entre horizon promotion recolte noel toussaint
    paques pentecote tour cop monde olympiques paris avec contre sur par l le du , :
    presidentielle municipales legislatives europeennes regionales cantonales departementales
    decembre
    """
)

#: Too short or too common to start an expression by themselves.
NOT_CORE = _set(
    """
    le la l les ce cet cette ces de du d h a min mn sec en sous au s m
    """
)

#: Roman numerals of the centuries.
ROMANS = _set(
    """
    i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi
    """
)

#: Between an auxiliary and its participle.
BETWEEN_VERBS = _set(
    """
    ete pas plus jamais toujours deja encore aussi ainsi egalement rien tout tous bien ensuite
    alors notamment finalement donc en effet meme peu vite lui leur y rapidement officiellement
    immediatement par ailleurs se s fait du pu definitivement totalement largement d ' abord
    """
)

#: Open a clause of their own.
CLAUSE_WORDS = _set(
    """
    qui que qu dont ou quand lorsque lorsqu alors tandis mais car puis si parce puisque
    """
)

#: Endings of past participles.
PARTICIPLE_ENDINGS = _set(
    """
    e ee es ees i ie is ies it its ite ites u ue us ues ert erts erte ertes eint eints ort orts
    """
)
