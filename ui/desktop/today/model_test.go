package today

import (
	"testing"

	"needsbook/app/desk"
	"needsbook/ui/desktop/shell"
)

func TestTaskOfTheHubLeadsToWhereItIsDone(t *testing.T) {
	for kind, want := range map[string]shell.Route{
		desk.TaskPapers:     shell.To("clusterview", "dates"),
		desk.TaskSummary:    shell.To("cluster", "figures"),
		desk.TaskNotice:     shell.To("clusterview", "notices"),
		desk.TaskPack:       shell.To("clusterview", "packs"),
		desk.TaskKey:        shell.To("cluster", "road"),
		desk.TaskAgreement:  shell.To("cluster", "agreement"),
		desk.TaskTransition: shell.To("handover"),
	} {
		task := desk.Task{Kind: kind, Where: "cluster", Record: "1"}
		if kind == desk.TaskTransition { // it holds no record, and its place is its own
			task.Where, task.Record = "handover", ""
		}
		m := model{rows: []row{{task: task}}}
		if got := m.where(0); got != want {
			t.Errorf("%s leads to %v, want %v", kind, got, want)
		}
	}
}
