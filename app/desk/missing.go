package desk

import (
	"fmt"
	"strings"

	"needsbook/app/paper"
	"needsbook/app/paper/pdf"
)

// mostNamed is how many characters are named one by one.
const mostNamed = 12

// missingLetters says which characters of a paper no font of the program has.
func missingLetters(lost []rune) string {
	var named []string
	for _, r := range lost[:min(len(lost), mostNamed)] {
		named = append(named, fmt.Sprintf("%c (U+%04X)", r, r))
	}
	these := "these characters: "
	if len(lost) == 1 {
		these = "this character: "
	}
	more := ""
	if n := len(lost) - len(named); n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	return "The page has no letters for " + these + strings.Join(named, ", ") + more + ". The sign � stands in their place. Change the words, or use the web page, which the reader’s own computer draws."
}

// missingPictures names each picture that is damaged, by the words that go with it.
func missingPictures(words []string) (missing []string) {
	for _, w := range words {
		missing = append(missing, "The picture “"+w+"” is damaged and not shown. Save it again from where it came, and choose the new file.")
	}
	return missing
}

// drawPDF draws a document with the program's own fonts, and says what it could not show.
func drawPDF(doc *paper.Doc) (file []byte, missing []string, err error) {
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		return nil, nil, err
	}
	file, report, err := pdf.Render(doc, fonts, pdf.Options{})
	if err != nil {
		return nil, nil, err
	}
	if len(report.Lost) > 0 {
		missing = append(missing, missingLetters(report.Lost))
	}
	return file, append(missing, missingPictures(report.LeftOut)...), nil
}
