package meeting

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"needsbook/app/cluster/panel"
	"needsbook/app/money"
	"needsbook/app/paper"
	"needsbook/app/paper/pdf"
)

// sendPDF sends a document for paper.
func (v *view) sendPDF(w http.ResponseWriter, doc *paper.Doc, name string) error {
	if doc == nil {
		return errNoPage
	}
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		return fmt.Errorf("load the fonts: %w", err)
	}
	file, _, err := pdf.Render(doc, fonts, pdf.Options{})
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	w.Header().Set("Content-Type", "application/pdf")
	attach(w, name+".pdf")
	_, err = w.Write(file)
	return ignore(v, err)
}

// ignore notes that a file did not reach its reader: they have gone.
func ignore(v *view, err error) error {
	if err != nil {
		v.p.Log.Debug("a file was not taken", "error", err)
	}
	return nil
}

// attach names a file to save. Names are made of codes and days alone.
func attach(w http.ResponseWriter, name string) {
	clean := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
			return r
		}
		return '-'
	}, strings.ToLower(name))
	w.Header().Set("Content-Disposition", `attachment; filename="`+clean+`"`)
}

func sendAgenda(v *view, w http.ResponseWriter) error {
	m, err := v.meeting()
	if err != nil {
		return err
	}
	return v.sendPDF(w, panel.Agenda(v.state, m.ID), v.cluster.ID+"-agenda-"+m.On.String())
}

func sendMinutes(v *view, w http.ResponseWriter) error {
	m, err := v.meeting()
	if err != nil {
		return err
	}
	if m.Began.IsZero() {
		return errNoPage
	}
	return v.sendPDF(w, panel.Minutes(v.state, m.ID), v.cluster.ID+"-minutes-"+m.On.String())
}

func sendDecision(v *view, w http.ResponseWriter) error {
	d, ok := v.decision(v.r.PathValue("decision"))
	if !ok {
		return errNoPage
	}
	return v.sendPDF(w, panel.DecisionSheet(v.state, d.Entry), v.cluster.ID+"-decision-"+shortHash(d.Entry))
}

// sendCSV sends rows, the first of which names the columns. A spreadsheet must not take
// words for a formula.
func (v *view) sendCSV(w http.ResponseWriter, name string, rows [][]string) error {
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	attach(w, name)
	out := csv.NewWriter(w)
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			if safe[i] = cell; cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				safe[i] = "'" + cell
			}
		}
		out.Write(safe)
	}
	out.Flush()
	return ignore(v, out.Error())
}

// sendUnmet is what support is missing, as evidence for those who commission it.
func sendUnmet(v *view, w http.ResponseWriter) error {
	board, err := v.board()
	if err != nil {
		return err
	}
	chart := chartOf(board, "support")
	if chart == nil {
		return errNoPage
	}
	rows := [][]string{{"Cluster", "Term", "Schools behind it", "From", "To"}}
	for _, c := range chart.Tables[0].Columns {
		rows[0] = append(rows[0], c.Words, c.Words+", range or basis")
	}
	for _, r := range chart.Tables[0].Rows {
		row := []string{v.cluster.Name, board.Series, strconv.Itoa(chart.Schools), chart.From.String(), chart.To.String()}
		for _, cell := range r {
			row = append(row, cell.Text, cell.Sub)
		}
		rows = append(rows, row)
	}
	return v.sendCSV(w, v.cluster.ID+"-missing-support-"+board.Series+".csv", rows)
}

// sendDecisions is the log of decisions.
func sendDecisions(v *view, w http.ResponseWriter) error {
	rows := [][]string{{"Day", "School", "Number", "Kind", "Outcome", "Amount", "How it stands", "Review on", "Reasons", "Schools that share", "Decided alone", "Entry"}}
	for _, d := range v.state.Decisions {
		p := v.decisionPart(d)
		var reasons []string
		for _, r := range p.Now.Reasons {
			reasons = append(reasons, v.Reason(r))
		}
		alone := "no"
		if d.Single {
			alone = "yes"
		}
		rows = append(rows, []string{d.On.String(), d.School, d.Paper.Number, v.Form(d.Paper.Form), v.Outcome(p.Now.Outcome), money.Pence(p.Now.Amount).String(), p.State(),
			p.Now.ReviewOn.String(), strings.Join(reasons, "; "), strconv.Itoa(max(1, len(d.Partners))), alone, d.Entry})
	}
	return v.sendCSV(w, v.cluster.ID+"-decisions.csv", rows)
}

// sendBook is the whole book with its hashes, which anybody can go through again.
func sendBook(v *view, w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "application/json")
	attach(w, v.cluster.ID+"-book.json")
	return ignore(v, json.NewEncoder(w).Encode(v.entries))
}
