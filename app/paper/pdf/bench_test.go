//go:build unix

package pdf

import (
	"runtime"
	"syscall"
	"testing"
	"time"

	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
)

func BenchmarkReport(b *testing.B) { benchmark(b, specimen.Report()) }

func BenchmarkRequest(b *testing.B) { benchmark(b, specimen.Request()) }

func BenchmarkReportLargePrint(b *testing.B) { benchmark(b, paper.LargePrint(specimen.Report())) }

func BenchmarkPictured(b *testing.B) { benchmark(b, specimen.Pictured()) }

func BenchmarkNamesOfSeventyLanguages(b *testing.B) { benchmark(b, specimen.People()) }

// benchmark renders a document and reports processor time, which says more than
// time on the clock where others use the machine as well.
func benchmark(b *testing.B, d *paper.Doc) {
	fs := shipped(b)
	var out []byte
	before := processorTime(b)
	for b.Loop() {
		var err error
		if out, _, err = Render(d, fs, Options{}); err != nil {
			b.Fatal(err)
		}
	}
	used := processorTime(b) - before
	b.ReportMetric(float64(used.Microseconds())/1000/float64(b.N), "cpu-ms/op")
	b.ReportMetric(float64(len(out))/1024, "KB")
	b.ReportMetric(peakMB(b), "peak-MB")
}

// peakMB is the most memory that the process has had, all documents before this one too.
func peakMB(b *testing.B) float64 {
	inMB := 1024.0 // the system counts in kB
	if runtime.GOOS == "darwin" {
		inMB = 1 << 20
	}
	return float64(usage(b).Maxrss) / inMB
}

func processorTime(b *testing.B) time.Duration {
	u := usage(b)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func usage(b *testing.B) (u syscall.Rusage) {
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return u
}
