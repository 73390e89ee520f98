package sending

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// askApprover asks who approves the figures that are shown, and says once more what
// would leave; then is called with the answer.
func (s *Screen) askApprover(accept string, then func(by desk.Approver)) {
	by := s.now.approver(s.n.Desk.School().Head)
	name := lineWith(by.Name, "")
	role := parts.NewChoice(s.now.roles(), nil)
	role.SetChosen(by.Role)
	var card *parts.Dialog
	form := sheet.New("", accept, func() error {
		chosen := desk.Approver{Name: strings.TrimSpace(name.Text), Role: role.Chosen()}
		if chosen.Name == "" && chosen.Role == "" {
			return &desk.Refusal{Field: "name", Words: "Say who approves the summary."}
		}
		card.Hide()
		then(chosen)
		return nil
	})
	form.Add("name", "Approved by", name, "It stands in the send log.")
	form.Add("role", "Role", role, "")
	form.Begin()
	facts := append([]parts.Fact{{Label: "Leaves", Value: s.now.leavingLine(len(s.set.tables))}}, s.now.staysFact()...)
	facts = append(facts,
		parts.Fact{Label: "Changed", Value: s.now.changedLine(s.set)},
		parts.Fact{Label: "Goes to", Value: s.now.member.Hub.Name + ", for " + s.now.member.Cluster},
		parts.Fact{Label: "Six words", Value: strings.Join(s.now.preview.Words, " ")})
	card = &parts.Dialog{Title: "Approve the summary of the " + termWords(s.now.preview.Series), Accept: accept, Width: 150,
		Body:     parts.Column(parts.Groups, parts.NewFactList(facts...), form.Form()),
		OnAccept: func() bool { form.Try(); return false }}
	card.Show(s.n.Shell.Window().Canvas())
}

// roles are those who may approve under the agreement.
func (s standing) roles() []parts.Option {
	roles := []parts.Option{{Value: desk.RoleHead, Words: "Headteacher"}}
	if s.agreement.Delegated {
		roles = append(roles, parts.Option{Value: desk.RoleSENCO, Words: "SENCO"})
	}
	return roles
}

// approver is who is offered: whoever approved last and still may, else the headteacher
// by the name in the school's details.
func (s standing) approver(head string) desk.Approver {
	for _, e := range slices.Backward(s.log) {
		if e.Event == desk.SendApproved && slices.ContainsFunc(s.roles(), func(o parts.Option) bool { return o.Value == e.Role }) {
			return desk.Approver{Name: e.By, Role: e.Role}
		}
	}
	return desk.Approver{Name: head, Role: desk.RoleHead}
}

// approveThese freezes what is shown.
func (s *Screen) approveThese(by desk.Approver, then func(error)) {
	id := s.now.preview.ID
	s.run(func(ctx context.Context) error {
		_, err := s.n.Desk.ApproveSummary(ctx, id, by)
		return err
	}, then)
}

// approve freezes what is shown and lets it wait.
func (s *Screen) approve() {
	s.askApprover("Approve", func(by desk.Approver) {
		s.approveThese(by, s.done(s.reload, "Approved. It has not left yet: Send is the second click."))
	})
}

// approveAndSend freezes what is shown and sends it when the time to keep it back is
// over.
func (s *Screen) approveAndSend() {
	s.askApprover("Approve and send", func(by desk.Approver) {
		s.approveThese(by, func(err error) {
			if err == nil {
				s.keepBack = s.n.Shell.Runner().After(cancelWindow, func() {
					s.keepBack = nil
					s.send()
				})
			}
			s.done(s.reload, "Approved. It leaves in a moment; Esc keeps it back.")(err)
		})
	})
}
