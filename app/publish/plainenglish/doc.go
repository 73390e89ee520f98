// Package plainenglish measures how easy a text is to read and says what would
// make it easier: long sentences and where they can be cut, hard words and the plain
// words to put in their place, American spellings, and sentences that do not say who
// does it. It is for English only.
//
// It gives Flesch reading ease, the Flesch-Kincaid grade and the UK reading age
// that goes with it, for the text and for each paragraph. Counting syllables by
// rule is close but not exact, so a score is best shown as a band, beside the
// hardest sentences. Names and set terms (EHC plan, SENCO) are left out of the
// count, because a school cannot swap them. The words to swap, the set terms and
// the spellings that break the rules are a pack, not code.
//
// Texts are read as a school keeps them, with Markdown signs and marks such as
// {{senco_name}}: every place is a place in those words, and no hint changes a sign or
// a mark. A hint is given only where the words around it let it keep the grammar and the
// meaning; its writer should still read the result.
package plainenglish
