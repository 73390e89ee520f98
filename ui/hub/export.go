package hub

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"

	"needsbook/app/cluster"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
)

// sheet is a table as it is saved: each figure with its range in a column of its own,
// and what it stands for beside every row.
type sheet struct {
	Level    string              `json:"level"`
	Ref      string              `json:"ref"`
	Name     string              `json:"name"`
	Term     string              `json:"term"`
	Chart    string              `json:"chart,omitempty"`
	Question string              `json:"question,omitempty"`
	Caption  string              `json:"caption"`
	Schools  int                 `json:"schools"`
	From     day.Date            `json:"from,omitzero"`
	To       day.Date            `json:"to,omitzero"`
	Notes    []string            `json:"notes,omitempty"`
	Breaks   []string            `json:"breaks,omitempty"`
	Columns  []string            `json:"columns"`
	Rows     []map[string]string `json:"rows"`

	cells [][]string
}

// getExport saves one table of a board as CSV or JSON, or the whole board as JSON.
func (s *Server) getExport(level inbox.Level) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		view := viewOf{level, r.PathValue("ref")}
		g, ok := s.mayOpen(w, r, view, true)
		if !ok {
			return
		}
		var o opened
		err := s.Inbox.Store.Read(r.Context(), func(records inbox.Reader) (err error) {
			o, err = s.openBoard(records, view, r.URL.Query().Get("term"), g)
			return err
		})
		if err != nil {
			s.noPage(w, err)
			return
		}
		b, file := o.board, r.PathValue("file")
		end := path.Ext(file)
		w.Header().Set("Content-Disposition", `attachment; filename="`+fileName(b, file)+`"`)
		if file == "board.json" {
			writeJSON(w, http.StatusOK, b)
			return
		}
		sheet, ok := sheetOf(b, strings.TrimSuffix(file, end))
		switch {
		case ok && end == ".csv":
			writeCSV(w, sheet)
		case ok && end == ".json":
			writeJSON(w, http.StatusOK, sheet)
		default:
			w.Header().Del("Content-Disposition")
			s.noteNotFound(w)
		}
	}
}

var notInNames = regexp.MustCompile(`[^a-z0-9.]+`)

// fileName names a saved table by what it is of.
func fileName(b cluster.Board, file string) string {
	return notInNames.ReplaceAllString(strings.ToLower(b.Ref+"-"+b.Series+"-"+file), "-")
}

// sheetOf finds a table by its name: the chart and the table's place in it, as in
// needs-1, or schools for who has sent.
func sheetOf(b cluster.Board, name string) (sheet, bool) {
	if name == "schools" && len(b.Members) > 0 {
		return membersSheet(b), true
	}
	cut := strings.LastIndexByte(name, '-')
	if cut < 0 {
		return sheet{}, false
	}
	n, err := strconv.Atoi(name[cut+1:])
	if err != nil {
		return sheet{}, false
	}
	for _, c := range b.Charts {
		if c.ID == name[:cut] && n >= 1 && n <= len(c.Tables) {
			return tableSheet(b, c, c.Tables[n-1]), true
		}
	}
	return sheet{}, false
}

func newSheet(b cluster.Board, caption string) sheet {
	return sheet{Level: b.Level, Ref: b.Ref, Name: b.Name, Term: b.Series, Caption: caption, Schools: b.Sent, From: b.From, To: b.To, Rows: []map[string]string{}}
}

// tableSheet gives each column with ranges more columns for them: the likely range, and
// the one that is certain.
func tableSheet(b cluster.Board, c cluster.Chart, t cluster.Table) sheet {
	s := newSheet(b, t.Caption)
	s.Chart, s.Question, s.Schools, s.From, s.To, s.Notes, s.Breaks = c.ID, c.Question, c.Schools, c.From, c.To, c.Notes, c.Breaks
	ranged, bounded := make([]bool, len(t.Columns)), make([]bool, len(t.Columns))
	for _, row := range t.Rows {
		for i, cell := range row {
			ranged[i] = ranged[i] || cell.Sub != ""
			bounded[i] = bounded[i] || cell.Bounds != ""
		}
	}
	for i, column := range t.Columns {
		s.addColumn(column.Words)
		if ranged[i] {
			s.addColumn(column.Words + ", range or basis")
		}
		if bounded[i] {
			s.addColumn(column.Words + ", least to most")
		}
	}
	for _, name := range []string{"Schools behind the table", "From", "To"} {
		s.addColumn(name)
	}
	for _, row := range t.Rows {
		var cells []string
		for i, cell := range row {
			cells = append(cells, cell.Text)
			if ranged[i] {
				cells = append(cells, cell.Sub)
			}
			if bounded[i] {
				cells = append(cells, cell.Bounds)
			}
		}
		s.addRow(append(cells, strconv.Itoa(c.Schools), c.From.String(), c.To.String()))
	}
	return s
}

func membersSheet(b cluster.Board) sheet {
	s := newSheet(b, "Who has sent")
	s.Columns = []string{"URN", "School", "Phase", "Sent", "As of", "Received", "Revision", "Remark"}
	for _, m := range b.Members {
		row := []string{m.URN, m.Name, m.Phase, "no", "", "", "", ""}
		switch {
		case m.Unreadable:
			row[3], row[7] = "yes", "this hub cannot read it"
		case m.Sent:
			row = []string{m.URN, m.Name, m.Phase, "yes", m.AsOf.String(), stamp(m.Received), strconv.Itoa(m.Rev), ""}
			if m.OnlyTotals {
				row[7] = "totals only"
			}
			if m.OtherContinuum {
				row[7] = "other levels"
			}
		}
		s.addRow(row)
	}
	return s
}

// addColumn adds a column under a name that no other has.
func (s *sheet) addColumn(name string) {
	free := name
	for n := 2; ; n++ {
		taken := false
		for _, c := range s.Columns {
			taken = taken || c == free
		}
		if !taken {
			break
		}
		free = fmt.Sprintf("%s (%d)", name, n)
	}
	s.Columns = append(s.Columns, free)
}

func (s *sheet) addRow(cells []string) {
	row := map[string]string{}
	for i, c := range s.Columns {
		row[c] = cells[i]
	}
	s.Rows, s.cells = append(s.Rows, row), append(s.cells, cells)
}

func writeCSV(w http.ResponseWriter, s sheet) {
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	out := csv.NewWriter(w)
	for _, row := range append([][]string{s.Columns}, s.cells...) {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = plainCell(cell)
		}
		out.Write(safe)
	}
	out.Flush()
}

// plainCell keeps a spreadsheet from taking words for a formula.
func plainCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
