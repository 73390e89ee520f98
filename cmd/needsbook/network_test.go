package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestOnlyTheseRoomsOfTheProgramReachTheNetwork lists every package of the project that
// is built into the window and asks or answers over a network, each with the reason.
func TestOnlyTheseRoomsOfTheProgramReachTheNetwork(t *testing.T) {
	may := map[string]string{
		"needsbook/app/exchange/https":   "brings what was approved to the cluster's hub",
		"needsbook/cmd/needsbook":        "looks for newer versions where it was switched on; the demo school's hub",
		"needsbook/cmd/surroundings":     "gives the road to the hub",
		"needsbook/storage/linkcheck":    "asks the links of a report when a person presses the button",
		"needsbook/ui/desktop/inbrowser": "shows a page to this computer's own browser",
		"needsbook/ui/hub":               "the demo school's hub, which answers this computer alone",
	}
	out, err := exec.Command("go", "list", "-deps", "-tags", "ci", "-f", `{{if .Module}}{{if .Module.Main}}{{.ImportPath}} {{join .Imports " "}}{{end}}{{end}}`, ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	rooms := 0
	for line := range strings.Lines(string(out)) {
		room, imports, _ := strings.Cut(strings.TrimSpace(line), " ")
		rooms++
		for _, network := range []string{"net", "net/http", "net/smtp", "net/rpc", "crypto/tls", "golang.org/x/net/websocket"} {
			if slices.Contains(strings.Fields(imports), network) && may[room] == "" && !strings.HasPrefix(room, "needsbook/ui/hub/") {
				t.Errorf("%s imports %s: what does it ask the network for?", room, network)
			}
		}
	}
	if rooms < 50 {
		t.Fatalf("only %d packages were read", rooms)
	}
}
