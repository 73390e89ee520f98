package hub

import (
	"fmt"
	"strings"

	"needsbook/app/cluster"
)

// basisWords says how many schools stand behind a chart and for which days.
func basisWords(c cluster.Chart) string {
	if c.Schools == 0 {
		return "From no school yet."
	}
	if c.From.IsZero() {
		return "From " + cluster.SchoolsWords(c.Schools) + "."
	}
	return fmt.Sprintf("From %s, as of %s.", cluster.SchoolsWords(c.Schools), cluster.DaysWords(c.From, c.To))
}

// whereWords stands above a page's title: what kind of view it is, and which term.
func (s *Server) whereWords(v viewOf, b cluster.Board) string {
	words := map[string]string{
		string(levelCluster):  s.words().Label("cluster") + " " + v.ref,
		string(levelSchool):   "School " + v.ref,
		string(levelDistrict): "District",
		string(levelCounty):   "County",
		string(levelGroup):    "Group " + v.ref,
	}[string(v.level)]
	if b.Series == "" {
		return words
	}
	return words + " · " + cluster.TermWords(b.Series)
}

// leadWords is the sentence under the title.
func leadWords(b cluster.Board) string {
	stand := fmt.Sprintf(" The figures stand for %s.", cluster.DaysWords(b.From, b.To))
	switch {
	case b.Schools == 0:
		return "No school has been added yet."
	case b.Sent == 0:
		return "None of " + cluster.SchoolsWords(b.Schools) + " has sent a summary yet."
	case b.Sent == b.Schools && b.Schools == 1:
		return "The summary is here." + stand
	case b.Sent == b.Schools:
		return fmt.Sprintf("All %s have sent their summary.", cluster.SchoolsWords(b.Sent)) + stand
	}
	return fmt.Sprintf("%d of %s have sent a summary.", b.Sent, cluster.SchoolsWords(b.Schools)) + stand
}

// sentSentence says who is missing, by name where they are few.
func sentSentence(b cluster.Board) string {
	var missing []string
	for _, m := range b.Members {
		if !m.Sent && !m.Unreadable {
			missing = append(missing, m.Name)
		}
	}
	switch n := len(missing); {
	case len(b.Members) == 0:
		return "No school has been added yet."
	case n == 0:
		return "Every school has sent."
	case n <= 3:
		return "Still to come: " + strings.Join(missing, ", ") + "."
	default:
		return fmt.Sprintf("%d of %s have still to send.", n, cluster.SchoolsWords(len(b.Members)))
	}
}

// phaseWords writes a school's phase as people read it.
func phaseWords(phase string) string {
	phase = strings.ReplaceAll(phase, "-", " ")
	if phase == "" {
		return "–"
	}
	return strings.ToUpper(phase[:1]) + phase[1:]
}

// sentOn says when a summary came.
func sentOn(m cluster.Member) string { return m.Received.Format("2 Jan 2006") }

// cellClasses are the styles of a table's cell; the words in it say the same.
func cellClasses(t cluster.Table, column int, c cluster.Cell) string {
	var classes []string
	if column < len(t.Columns) && t.Columns[column].Number {
		classes = append(classes, "n")
	}
	switch c.Kind {
	case cluster.CellLow, cluster.CellHeld, cluster.CellFew, cluster.CellNone:
		classes = append(classes, c.Kind)
	}
	return strings.Join(classes, " ")
}

// certainWords is the range that a figure certainly lies in, where nothing else in its
// cell says so already.
func certainWords(c cluster.Cell) string {
	if c.Bounds == "" || strings.Contains(c.Text+" "+c.Sub, c.Bounds) {
		return ""
	}
	return "certainly " + c.Bounds
}

// figuresWords is what opens the tables under a picture.
func figuresWords(s sectionPart) string {
	if n := len(s.Tables); n > 1 {
		return fmt.Sprintf("The figures, in %d tables", n)
	}
	return "The figures in a table"
}
