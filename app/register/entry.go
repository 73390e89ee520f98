package register

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"needsbook/app/day"
)

// Entry is a pupil as the register lists them: who they are and where things
// stand on a day. It is worked out from the records, never stored.
type Entry struct {
	Pupil
	Year       YearGroup
	Status     string   // N, K or E
	StatusFrom day.Date // when that status began
	Needs      []string // codes, primary first
	Level      string   // level id of the continuum pack, "" when none is confirmed
	LevelRank  int      // its rank among the levels in use, -1 when none is confirmed or it compares with none
	LevelName  string   // its id and name in the continuum that it was confirmed with
	LevelOn    day.Date // when it was confirmed
	LevelAgain day.Date // the day to look at it again, as it was decided; zero where the continuum's usual time holds
	LevelOther bool     // it was confirmed with another continuum than the one in use
	LevelAs    string   // the level in use that such a level compares as, by the crosswalk; "" for none
	ReviewDue  day.Date // next review, zero when none is planned

	StatusSeptember string   // status on 1 September of the academic year
	ConcernSince    day.Date // when the open concern was raised, zero when none is open

	folded     string // names, class and UPN, folded for search
	foldedOnce bool
}

// PrimaryNeed returns the first need, or "".
func (e Entry) PrimaryNeed() string {
	if len(e.Needs) == 0 {
		return ""
	}
	return e.Needs[0]
}

// OnRegister reports whether the pupil has SEN support or an EHC plan.
func (e Entry) OnRegister() bool { return e.Status == "K" || e.Status == "E" }

// MakeEntry works out how a pupil stands on a day.
func MakeEntry(c *Codes, p Pupil, statuses []Status, needs []Need, on day.Date) Entry {
	e := Entry{Pupil: p, LevelRank: -1}
	e.Year, _ = c.YearOf(p, on)
	s := StatusOn(statuses, on)
	e.Status, e.StatusFrom = s.Code, s.From
	e.Needs = NeedCodes(NeedsOn(needs, on))
	e.StatusSeptember = StatusOn(statuses, day.Of(day.AcademicYear(on), 9, 1)).Code
	e.folded = FoldName(strings.Join([]string{p.Surname, p.Forename, p.Preferred, p.Class, p.UPN, p.MISID}, " "))
	e.foldedOnce = true
	return e
}

// WithPupil returns how the pupil stands on a day after a change of their own details:
// status, needs and all that is dated elsewhere stay.
func (e Entry) WithPupil(c *Codes, p Pupil, on day.Date) *Entry {
	e.Pupil = p
	e.Year, _ = c.YearOf(p, on)
	e.foldedOnce = false
	e.Folded()
	return &e
}

// Folded returns the text that a search looks in.
func (e *Entry) Folded() string {
	if !e.foldedOnce {
		e.folded = FoldName(strings.Join([]string{e.Surname, e.Forename, e.Preferred, e.Class, e.UPN, e.MISID}, " "))
		e.foldedOnce = true
	}
	return e.folded
}

// plainLetters are letters and marks that normal form does not take apart.
var plainLetters = map[rune]string{'ł': "l", 'Ł': "l", 'ø': "o", 'Ø': "o", 'đ': "d", 'Đ': "d", 'ß': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'ı': "i", 'ð': "d", 'þ': "th",
	'’': "", '\'': "", 'ʻ': ""}

// FoldName prepares a name for searching, so that nguyen finds Nguyễn, lukasz
// finds Łukasz and obrien finds O’Brien: small letters, no marks, no apostrophes.
func FoldName(s string) string {
	if plain, ok := foldPlain(s); ok {
		return plain
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := true
	for _, r := range norm.NFD.String(s) {
		letter, plain := plainLetters[r]
		switch {
		case plain:
			b.WriteString(letter)
			gap = gap && letter == ""
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
			gap = false
		case !gap:
			b.WriteByte(' ')
			gap = true
		}
	}
	return strings.TrimSpace(b.String())
}

// foldPlain folds a name without marks, as most are, without the work that marks
// take; false for a name that has other letters.
func foldPlain(s string) (string, bool) {
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			return "", false
		case c >= 'A' && c <= 'Z':
			out = append(out, c+'a'-'A')
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			out = append(out, c)
		case c == '\'': // as if it were not there
		case len(out) > 0 && out[len(out)-1] != ' ':
			out = append(out, ' ')
		}
	}
	return strings.TrimSuffix(string(out), " "), true
}
