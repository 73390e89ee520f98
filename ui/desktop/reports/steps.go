package reports

import (
	"fmt"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// step is one of the steps to a published document.
type step struct {
	name  string
	state parts.State
	words string
}

// Names of the steps.
const (
	stepFinish  = "finish"
	stepFigures = "figures"
	stepApprove = "approve"
	stepPublish = "publish"
)

// steps are the steps to a published document in their order.
func (m *model) steps() []step {
	finish := step{stepFinish, parts.Done, "Finished"}
	if n := m.todo(); n > 0 {
		finish = step{stepFinish, parts.Overdue, fmt.Sprintf("Finish: %d to do", n)}
	} else if n := len(m.result.Reasons); n > 0 && !m.out {
		finish = step{stepFinish, parts.Overdue, fmt.Sprintf("Finish: %d to do", n)}
	}
	figures := step{stepFigures, parts.Done, "Figures up to date"}
	if n := len(m.changes); n > 0 {
		figures = step{stepFigures, parts.Soon, wording.Count(n, "fact") + " changed"}
	}
	approve := step{stepApprove, parts.Soon, "Governors’ approval"}
	switch a := m.approval; {
	case a.Current:
		approve = step{stepApprove, parts.Done, "Approved " + a.Approval.On.Words()}
	case a.Given:
		approve = step{stepApprove, parts.Soon, "Approval out of date"}
	case !a.Needed:
		approve.state = parts.NoState
	}
	publish := step{stepPublish, parts.NoState, "Publish"}
	if m.out {
		publish = step{stepPublish, parts.Done, "Published " + m.versions[0].On.Words()}
	}
	return []step{finish, figures, approve, publish}
}

// main is the step to take now: figures that have changed first, since they are one
// click; "" where all is done.
func (m *model) main() string {
	if len(m.changes) > 0 {
		return stepFigures
	}
	for _, s := range m.steps() {
		if s.state != parts.Done && (s.name != stepApprove || m.approval.Needed) {
			return s.name
		}
	}
	return ""
}

// mainWords are the words of the button of a step.
var mainWords = map[string]string{stepFinish: "Next to do", stepFigures: "Update figures", stepApprove: "Record approval", stepPublish: "Publish"}
