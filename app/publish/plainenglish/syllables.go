package plainenglish

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Syllables counts the spoken syllables of a word by rule, with the pack's list
// of words that break the rules. Initials such as EHC are spoken letter by letter.
func (p *Pack) Syllables(text string) int {
	total := 0
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == '-' }) {
		total += p.partSyllables(part)
	}
	return max(total, 1)
}

func (p *Pack) partSyllables(part string) int {
	plain := strings.ReplaceAll(strings.ToLower(part), "’", "'")
	if n, ok := p.SyllablesOf[plain]; ok {
		return n
	}
	stem := strings.TrimSuffix(plain, "'s")
	possessive := 0
	if stem != plain && endsInHiss(stem) {
		possessive = 1 // Travis's, coach's
	}
	if n, ok := p.SyllablesOf[stem]; ok {
		return n + possessive
	}
	if n, ok := p.SyllablesOf[strings.TrimSuffix(stem, "s")]; ok && !endsInHiss(strings.TrimSuffix(stem, "s")) {
		return n + possessive
	}
	letters := onlyLetters(part)
	if letters == "" {
		return 1 // a number is counted as one short word
	}
	if spelledOut(letters) {
		return len(letters) + 2*strings.Count(letters, "W")
	}
	return max(countByRule(strings.ToLower(letters)), 1) + possessive
}

// onlyLetters strips marks and signs: Zoë becomes Zoe, can't becomes cant.
func onlyLetters(s string) string {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s")
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if unicode.IsLetter(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// spelledOut says whether letters are initials, spoken one by one: two to five capitals.
func spelledOut(letters string) bool {
	if len(letters) < 2 || len(letters) > 5 {
		return false
	}
	for _, r := range letters {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	return true
}

const vowels = "aeiouy"

func isVowel(b byte) bool { return strings.IndexByte(vowels, b) >= 0 }

func endsInHiss(s string) bool {
	for _, end := range []string{"s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// apart lists spellings whose neighbouring vowels are spoken apart, or that hold
// a syllable with no vowel of its own (the m of mechanism). joined lists those
// that such a rule would wrongly part; a joined spelling wins.
var (
	apart = []string{
		"ia", "io", "iu", "iet", "ier", "iest", "dien", "rien", "scien", "nien", "bien", "lien", "pien",
		"eing", "oing", "uing", "creat", "eality", "ealist", "eory", "deo", "ereo", "eolo", "eogr", "eum", "area", "idea", "linea",
		"ua", "uous", "uity", "uiti", "uel", "uen", "eous", "oem", "oet", "coord", "cooper",
	}
	joined = []string{
		"cial", "tial", "cian", "tian", "sian", "tion", "sion", "cion", "xion", "gion", "shion", "nion", "llion", "nior",
		"cious", "tious", "gious", "friend", "cient", "tient", "ciency", "tienc", "geous", "soldier", "pierc", "fierc", "pier ", "tier ",
		"qw", "guar", "guag", "suad",
	}
	silentSuffixes = []string{"efully", "ements", "eless", "ement", "eful", "ely"}
)

// countByRule counts runs of vowels and then puts right the spellings that break
// that count: silent e, -ed and -es, and vowels spoken apart.
func countByRule(w string) int {
	w = strings.ReplaceAll(w, "qu", "qw")
	w = strings.Replace(w, "every", "evry", 1)
	if rest, ok := strings.CutPrefix(w, "some"); ok && rest != "" {
		w = "som" + rest // sometimes, someone
	}
	n, inRun := 0, false
	for i := range len(w) {
		spoken := isVowel(w[i]) && !consonantY(w, i)
		if spoken && !inRun {
			n++
		}
		inRun = spoken
	}
	return n - silent(w) + spokenApart(w)
}

// consonantY says whether the letter at i is a y spoken as a consonant: at the
// start before a vowel, or between vowels, but not in delayed.
func consonantY(w string, i int) bool {
	if w[i] != 'y' || i+1 == len(w) || !isVowel(w[i+1]) {
		return false
	}
	return i == 0 || (isVowel(w[i-1]) && w[i+1:] != "ed")
}

// silent returns how many vowel runs are not spoken: the last e of a word, of
// -ed, -es, -ely and the like, the al of -ically, the ue of -gue.
func silent(w string) int {
	for _, end := range []string{"ically", "gue", "gues"} {
		if strings.HasSuffix(w, end) {
			return 1
		}
	}
	for _, end := range silentSuffixes { // closely, hopeful, movement; but element, agreement
		stem, ok := strings.CutSuffix(w, end)
		if !ok {
			continue
		}
		if strings.ContainsAny(stem, vowels) && !isVowel(stem[len(stem)-1]) && !(end[1] == 'm' && strings.HasSuffix(stem, "l")) && !strings.HasSuffix(stem, "cr") {
			return 1
		}
		return 0
	}
	for _, end := range []string{"e", "es", "ed"} {
		stem, ok := strings.CutSuffix(w, end)
		if !ok || stem == "" || isVowel(stem[len(stem)-1]) || stem[len(stem)-1] == 'y' {
			continue
		}
		if spokenEnding(stem, end) {
			return 0
		}
		return 1
	}
	return 0
}

// spokenEnding says whether the e of an ending is heard: boxes, pages, needed,
// table, tables, handled.
func spokenEnding(stem, end string) bool {
	last := stem[len(stem)-1]
	if last == 'l' && len(stem) > 1 && !isVowel(stem[len(stem)-2]) && stem[len(stem)-2] != 'l' && stem[len(stem)-2] != 'r' {
		return true
	}
	switch end {
	case "es":
		return endsInHiss(stem) || last == 'c' || last == 'g'
	case "ed":
		return last == 't' || last == 'd'
	}
	return false
}

// spokenApart returns how many vowel runs hold a syllable more than the rule counts.
func spokenApart(w string) int {
	n := 0
	for i := range len(w) {
		for _, a := range apart {
			if strings.HasPrefix(w[i:], a) && !joinedOver(w, i, i+len(a)) {
				n++
				break
			}
		}
	}
	for _, end := range []string{"sm", "sms", "thm", "thms"} {
		if strings.HasSuffix(w, end) {
			n++
		}
	}
	if stem, ok := strings.CutSuffix(w, "ying"); ok && stem != "" && !isVowel(stem[len(stem)-1]) {
		n++ // trying
	}
	return n
}

// joinedOver says whether the letters from..to of w overlap a joined spelling in
// two letters or more.
func joinedOver(w string, from, to int) bool {
	for _, j := range joined {
		spelling := strings.TrimSuffix(j, " ")
		for at := max(0, from-len(spelling)+1); at < to; at++ {
			end := at + len(spelling)
			if strings.HasPrefix(w[at:], spelling) && (spelling == j || end == len(w)) && min(to, end)-max(from, at) >= 2 {
				return true
			}
		}
	}
	return false
}
