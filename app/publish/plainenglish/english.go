package plainenglish

// EnglishOnly is what a screen says beside the check, so that nobody takes a score of a
// text in another language for true.
const EnglishOnly = "This check is for English only. It says nothing of a text in another language."
