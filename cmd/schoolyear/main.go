package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

// taskVariable holds the task of a process that was started to work on the file.
const taskVariable = "NEEDSBOOK_YEAR_TASK"

func main() {
	ctx := context.Background()
	if task := os.Getenv(taskVariable); task != "" {
		os.Exit(sit(ctx, task))
	}
	var y year
	flag.IntVar(&y.pupils, "pupils", 2000, "how many `pupils` the school has")
	flag.IntVar(&y.weeks, "weeks", 40, "how many school `weeks` are played")
	flag.IntVar(&y.edits, "edits", 200, "how many `changes` are made in a week")
	flag.IntVar(&y.crashes, "crashes", 3, "how `often` a week the program is killed")
	flag.IntVar(&y.sample, "sample", 25, "how many `changes` are taken back and done again at the end")
	flag.Uint64Var(&y.seed, "seed", 1, "the `number` that all chance of the year follows from")
	flag.StringVar(&y.folder, "folder", "", "work in this `folder` and leave the file there; without it in a temporary one")
	flag.Parse()
	y.say = func(format string, args ...any) { fmt.Printf(format+"\n", args...) }
	if err := y.inFolder(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "schoolyear:", err)
		os.Exit(1)
	}
}

// inFolder plays the year in the folder that was asked for.
func (y *year) inFolder(ctx context.Context) error {
	if y.folder == "" {
		folder, err := os.MkdirTemp("", "needsbook-year-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(folder)
		y.folder = folder
	}
	return y.play(ctx)
}

// sit does a task in this process and returns its status.
func sit(ctx context.Context, task string) int {
	var w worker
	err := json.Unmarshal([]byte(task), &w.Task)
	if err == nil {
		err = w.work(ctx)
	}
	if err != nil {
		w.tell(message{Fault: err.Error()})
		return 1
	}
	return 0
}

// file is the school's file in the folder of the year.
func (y *year) file() string { return filepath.Join(y.folder, "school", "school.needsbook") }
