package parts

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestTypingThatRestsIsKeptOnce(t *testing.T) {
	show(t, NewField(""), 300, 60)
	synctest.Test(t, func(t *testing.T) {
		kept := 0
		var p pause
		for range 3 {
			p.start(func() { kept++ })
			time.Sleep(Pause / 2)
		}
		synctest.Wait()
		if kept != 0 {
			t.Fatalf("kept %d times while typing went on", kept)
		}
		time.Sleep(Pause)
		synctest.Wait()
		if kept != 1 {
			t.Errorf("kept %d times after a rest", kept)
		}
		p.start(func() { kept++ })
		p.stop()
		time.Sleep(2 * Pause)
		synctest.Wait()
		if kept != 1 {
			t.Errorf("kept %d times, once after the field was left", kept)
		}
	})
}
