package hub

import (
	"encoding/csv"
	"errors"
	"net/http"
	"path"
	"strconv"
	"strings"

	"needsbook/app/cluster"
	"needsbook/app/exchange/inbox"
)

// sheet is a table as it is saved: one line for each figure, so that every reader's
// program can take it apart.
type sheet struct {
	Cluster string              `json:"cluster"`
	Term    string              `json:"term"`
	Columns []string            `json:"columns"`
	Rows    []map[string]string `json:"rows"`
}

// sheets are the tables that can be saved, by name.
var sheets = map[string]func(cluster.View) ([]string, [][]string){
	"need-by-level":    needSheet,
	"levels-by-school": schoolSheet,
	"sent":             sentSheet,
}

var figureColumns = []string{"state", "about", "low", "high", "least", "most", "schools"}

func figureCells(f cluster.Figure) []string {
	if f.State != cluster.Shown {
		return []string{stateWords(f.State), "", "", "", "", "", strconv.Itoa(f.Schools)}
	}
	out := []string{stateWords(f.State)}
	for _, n := range []int{f.About, f.Lo, f.Hi, f.Least, f.Most, f.Schools} {
		out = append(out, strconv.Itoa(n))
	}
	return out
}

func stateWords(s cluster.State) string {
	return map[cluster.State]string{cluster.Shown: "shown", cluster.NoFigure: "no figure", cluster.TooFewSchools: "too few schools",
		cluster.Held: "held back", cluster.Low: "low"}[s]
}

func needSheet(v cluster.View) ([]string, [][]string) {
	var rows [][]string
	for _, a := range v.ByArea {
		for i, l := range v.Levels {
			rows = append(rows, append([]string{a.Words, l.Words, v.From.String(), v.To.String()}, figureCells(a.Levels[i])...))
		}
		rows = append(rows, append([]string{a.Words, "All", v.From.String(), v.To.String()}, figureCells(a.All)...))
	}
	return append([]string{"area", "level", "from", "to"}, figureColumns...), rows
}

func schoolSheet(v cluster.View) ([]string, [][]string) {
	var rows [][]string
	for _, r := range v.BySchool {
		for i, l := range v.Levels {
			rows = append(rows, append([]string{r.School.URN, r.School.Name, l.Words, r.AsOf.String()}, figureCells(r.Levels[i])...))
		}
	}
	return append([]string{"urn", "school", "level", "as_of"}, figureColumns...), rows
}

func sentSheet(v cluster.View) ([]string, [][]string) {
	var rows [][]string
	for _, m := range v.Members {
		row := []string{m.URN, m.Name, m.Phase, "no", "", "", ""}
		if m.Sent {
			row = []string{m.URN, m.Name, m.Phase, "yes", m.AsOf.String(), m.Received.Format("2006-01-02T15:04:05Z"), strconv.Itoa(m.Rev)}
		}
		rows = append(rows, row)
	}
	return []string{"urn", "school", "phase", "sent", "as_of", "received", "revision"}, rows
}

// getExport saves one table as CSV or JSON.
func (s *Server) getExport(w http.ResponseWriter, r *http.Request) {
	if !s.mayOpen(w, r) {
		return
	}
	file := r.PathValue("file")
	end := path.Ext(file)
	build, ok := sheets[strings.TrimSuffix(file, end)]
	if !ok || end != ".csv" && end != ".json" {
		s.notFound(w, r)
		return
	}
	v, err := s.view(r.Context(), r.PathValue("cluster"), r.URL.Query().Get("term"))
	if errors.Is(err, inbox.ErrNotFound) {
		s.notFound(w, r)
		return
	}
	if err != nil {
		s.fault(w, err)
		return
	}
	columns, rows := build(v.View)
	w.Header().Set("Content-Disposition", `attachment; filename="`+strings.ToLower(v.Cluster.ID)+"-"+strings.ReplaceAll(v.View.Term, "/", "-")+"-"+file+`"`)
	if end == ".json" {
		out := sheet{Cluster: v.Cluster.ID, Term: v.View.Term, Columns: columns, Rows: []map[string]string{}}
		for _, row := range rows {
			m := map[string]string{}
			for i, c := range columns {
				m[c] = row[i]
			}
			out.Rows = append(out.Rows, m)
		}
		writeJSON(w, http.StatusOK, out)
		return
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	out := csv.NewWriter(w)
	out.Write(columns)
	for _, row := range rows {
		for i := range row {
			row[i] = plainCell(row[i])
		}
		out.Write(row)
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
