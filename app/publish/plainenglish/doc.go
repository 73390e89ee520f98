// Package plainenglish measures how easy a text is to read and says what would
// make it easier: long sentences, hard words and the plain words to put in
// their place.
//
// It gives Flesch reading ease, the Flesch-Kincaid grade and the UK reading age
// that goes with it, for the text and for each paragraph. Counting syllables by
// rule is close but not exact, so a score is best shown as a band, beside the
// hardest sentences. Names and set terms (EHC plan, SENCO) are left out of the
// count, because a school cannot swap them. The words to swap, the set terms and
// the spellings that break the rules are a pack, not code.
package plainenglish
