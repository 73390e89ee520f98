package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"needsbook/app/crash"
	"needsbook/app/desk"
	"needsbook/cmd/surroundings"
	"needsbook/ui/desktop"
)

func main() {
	surroundings.SpareMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := crash.Guard(func() error { return run(ctx, os.Args[1:]) }); err != nil {
		tell("needsbook: " + err.Error())
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("needsbook", flag.ContinueOnError)
	file := flags.String("file", "", "the school's `file` to open; without it the one used last")
	demo := flags.Bool("demo", false, "open an invented school, made anew each time")
	out := flags.String("headless", "", "do the main job on the demo school without a display and leave it in this `folder`")
	today := flags.String("today", "", "take this `day` as today, such as 2026-11-21")
	version := flags.Bool("version", false, "say which version this is")
	if err := flags.Parse(args); err != nil {
		if err == flag.ErrHelp {
			return nil
		}
		return err
	}
	if *version {
		fmt.Println("Needsbook", desktop.Version)
		return nil
	}
	if flags.NArg() > 0 {
		*file = flags.Arg(0)
	}
	day, err := surroundings.Today(*today)
	if err != nil {
		return err
	}
	a, err := newApp()
	if err != nil {
		return err
	}
	if *out != "" {
		return headless(ctx, a, *out, os.Stdout)
	}
	p := desktop.Program{App: a, Files: surroundings.Files(), Options: surroundings.Options(day), Folder: documentsFolder(), File: *file, Passphrase: os.Getenv("NEEDSBOOK_PASSPHRASE")}
	if p.Releases, err = releases(); err != nil {
		return err
	}
	if *demo {
		work, err := os.MkdirTemp("", "needsbook-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(work)
		p.DemoFolder, p.Forgetful = work, true
		var beside demoBeside
		defer beside.close()
		p.DemoOpened = func(ctx context.Context, d *desk.Desk) error { return beside.open(ctx, filepath.Join(work, "hub"), d) }
	}
	log.SetOutput(&driverLog{log: os.Stderr, failed: func(cause string) {
		windowFailed(cause)
		if p.DemoFolder != "" {
			os.RemoveAll(p.DemoFolder)
		}
		os.Exit(1)
	}})
	return desktop.Run(ctx, p)
}
