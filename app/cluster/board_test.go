package cluster_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"needsbook/app/cluster"
	"needsbook/app/cluster/clustertest"
)

var about = cluster.About{Level: cluster.AtCluster, Ref: "KENT-07", Name: "Meadow cluster", Series: "2026-27/autumn"}

// gathered turns invented schools into members and summaries.
func gathered(schools []clustertest.School) (members []cluster.School, sent []cluster.Sent) {
	for _, s := range schools {
		members = append(members, s.School)
		sent = append(sent, cluster.Sent{URN: s.URN, Document: s.Document("KENT-07", 1, ""), Received: time.Unix(0, 0).UTC()})
	}
	return members, sent
}

func TestBoardSurvivesJSON(t *testing.T) {
	members, sent := gathered(clustertest.Schools(12, 1))
	board := cluster.Make(about, members, sent)
	b, err := json.Marshal(board)
	if err != nil {
		t.Fatal(err)
	}
	var back cluster.Board
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(board, back) {
		t.Error("the board changed on its way through JSON")
	}
}

func TestEveryPictureCanBeDrawn(t *testing.T) {
	for n := range 5 {
		members, sent := gathered(clustertest.Schools(n*n, 1))
		for _, c := range cluster.Make(about, members, sent).Charts {
			for _, p := range c.Pictures {
				if err := p.Chart.Check(); err != nil {
					t.Errorf("%d schools, %s, %s: %v", n*n, c.ID, p.Title, err)
				}
			}
		}
	}
}

func BenchmarkTally(b *testing.B) {
	_, sent := gathered(clustertest.Schools(60, 1))
	for b.Loop() {
		cluster.TallyOf(sent)
	}
}
