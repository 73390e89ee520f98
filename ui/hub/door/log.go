package door

import (
	"net/http"
	"strconv"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/layout"
)

// logRoutes are the pages of the record of changes.
func (d *Door) logRoutes() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{"GET /log": d.Guard(people.ReadLog, AtHub, d.getLog)}
}

// logLines is how many entries a page shows.
const logLines = 100

// logPage is one page of the record, the newest first.
type logPage struct {
	Lines []logLine
	Older int64 // the number before which the next page begins; 0 for none
}

type logLine struct {
	N              int64
	At, Who, Act   string
	Ref, Hash      string
	RefName, Alarm string
}

func (d *Door) getLog(w http.ResponseWriter, r *http.Request, v Visitor) {
	before, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if err != nil || before < 1 {
		before = 1 << 62
	}
	var page logPage
	err = d.read(r.Context(), func(in inbox.Reader) error {
		names, err := namesOf(in)
		if err != nil {
			return err
		}
		var last []inbox.AuditEntry // the newest before that number, the oldest first
		err = in.Audit(func(e inbox.AuditEntry) error {
			if e.N < before {
				if last = append(last, e); len(last) > logLines {
					last = last[1:]
				}
			}
			return nil
		})
		for i := len(last) - 1; i >= 0; i-- {
			page.Lines = append(page.Lines, lineOf(last[i], names))
		}
		if len(last) == logLines && last[0].N > 1 {
			page.Older = last[0].N
		}
		return err
	})
	if err != nil {
		d.fault(w, err)
		return
	}
	d.show(w, http.StatusOK, "log", d.page(v, layout.Page{Title: "Record of changes", Where: d.Inbox.Name, Body: page,
		Lead: "Who did what at this hub, the newest first. Each line is sealed by the one before, so none can be changed or left out unseen. It holds no figures."}))
}

// namesOf are the names of people by their identifiers.
func namesOf(in inbox.Reader) (map[string]string, error) {
	all, err := in.People()
	names := map[string]string{string(inbox.Console): "at the hub’s computer", "nobody": "somebody unknown"}
	for _, p := range all {
		names[p.ID] = p.Name
	}
	return names, err
}

func lineOf(e inbox.AuditEntry, names map[string]string) logLine {
	line := logLine{N: e.N, At: e.At.Format("2 Jan 2006 15:04"), Who: e.Actor, Act: e.Act, Ref: e.Ref, Hash: e.Hash[:min(8, len(e.Hash))]}
	if name, ok := names[e.Actor]; ok {
		line.Who = name
	}
	for id, name := range names {
		if len(e.Ref) >= len(id) && e.Ref[:len(id)] == id {
			line.RefName, line.Ref = name, e.Ref[len(id):]
		}
	}
	if len(e.Act) > 6 && e.Act[:6] == "alarm." {
		line.Alarm = "!"
	}
	return line
}
