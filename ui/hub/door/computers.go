package door

import (
	"net/http"
	"strings"
	"time"

	"needsbook/app/cluster/people"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/layout"
)

// computerRoutes are the pages on which schools' computers are let in and stopped.
func (d *Door) computerRoutes() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"GET /computers":                   d.Guard(people.Enrol, AtHub, d.getComputers),
		"POST /computers/invite":           d.Guard(people.Enrol, AtHub, d.postComputerInvite),
		"POST /computers/{device}/approve": d.Guard(people.Enrol, AtHub, d.postApprove),
		"POST /computers/{device}/stop":    d.Guard(people.Enrol, AtHub, d.postStop),
	}
}

// inviteCodeLasts is how long a school has to use its code.
const inviteCodeLasts = 14 * 24 * time.Hour

// computersPage lists the computers, those that wait first.
type computersPage struct {
	Waiting, Active, Stopped []computer
	Schools                  []choice
	HubWords                 string
	Code                     *newCode
}

// newCode is a code for a school's computer, as it is shown once.
type newCode struct{ School, Code, Until string }

type computer struct {
	ID, School, Label, Words, Since, Approved string
}

func (d *Door) getComputers(w http.ResponseWriter, r *http.Request, v Visitor) {
	d.showComputers(w, r, v, nil, nil)
}

func (d *Door) showComputers(w http.ResponseWriter, r *http.Request, v Visitor, code *newCode, wrong []layout.Fault) {
	page := computersPage{Code: code, HubWords: strings.Join(d.Inbox.Key.Public().Words(), " ")}
	err := d.read(r.Context(), func(in inbox.Reader) error {
		names := map[string]string{}
		clusters, err := in.Clusters()
		if err != nil {
			return err
		}
		for _, c := range clusters {
			members, err := in.Members(c.ID, day.On(d.now()))
			if err != nil {
				return err
			}
			for _, s := range members {
				names[s.URN] = s.Name
				page.Schools = append(page.Schools, choice{s.URN, s.Name + ", " + c.Name})
			}
		}
		devices, err := in.Devices()
		for _, k := range devices {
			one := computer{k.ID, k.URN, k.Label, strings.Join(k.Key.Words(), " "), k.Created.Format(dayForm), k.ApprovedBy}
			if name, ok := names[k.URN]; ok {
				one.School = name + " (" + k.URN + ")"
			}
			switch k.State {
			case exchange.Pending:
				page.Waiting = append(page.Waiting, one)
			case exchange.Active:
				page.Active = append(page.Active, one)
			default:
				page.Stopped = append(page.Stopped, one)
			}
		}
		return err
	})
	if err != nil {
		d.fault(w, err)
		return
	}
	d.show(w, statusOf(wrong), "computers", d.page(v, layout.Page{Title: "Schools’ computers", Where: d.Inbox.Name, Wrong: wrong, Done: computerWords[r.URL.Query().Get("done")], Body: page,
		Lead: "A school’s program sends only from a computer that was let in here, after its six words were compared by telephone."}))
}

var computerWords = map[string]string{
	"approve": "The computer may send from now on.",
	"stop":    "The computer can no longer send. What it sent before stays.",
}

func (d *Door) postComputerInvite(w http.ResponseWriter, r *http.Request, v Visitor) {
	urn := r.PostFormValue("school")
	code, expires, err := d.Inbox.As(inbox.Actor(v.ID)).NewInvite(r.Context(), urn, inviteCodeLasts, d.Random)
	if err != nil {
		d.notDone(w, err, func(wrong []layout.Fault) { d.showComputers(w, r, v, nil, wrong) })
		return
	}
	d.showComputers(w, r, v, &newCode{urn, code, expires.Format(dayForm)}, nil)
}

func (d *Door) postApprove(w http.ResponseWriter, r *http.Request, v Visitor) {
	err := error(refused("Compare the six words by telephone first, and tick the box. Nothing was changed."))
	if r.PostFormValue("compared") != "" {
		_, err = d.Inbox.As(inbox.Actor(v.ID)).Approve(r.Context(), r.PathValue("device"), v.Name)
	}
	d.computerDone(w, r, v, "approve", err)
}

func (d *Door) postStop(w http.ResponseWriter, r *http.Request, v Visitor) {
	_, err := d.Inbox.As(inbox.Actor(v.ID)).Revoke(r.Context(), r.PathValue("device"))
	d.computerDone(w, r, v, "stop", err)
}

func (d *Door) computerDone(w http.ResponseWriter, r *http.Request, v Visitor, done string, err error) {
	if err != nil {
		d.notDone(w, err, func(wrong []layout.Fault) { d.showComputers(w, r, v, nil, wrong) })
		return
	}
	http.Redirect(w, r, "/computers?done="+done, http.StatusSeeOther)
}
