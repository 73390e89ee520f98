// Counts down the time for an item. Without it the page says how long the item has and
// when it was opened, and nothing else is missing.
const clock = document.querySelector('[data-until]')
if (clock) {
  const until = Date.parse(clock.dataset.until)
  // The hub's clock counts: a tablet whose clock is wrong must not hurry anybody.
  const behind = Date.parse(clock.dataset.now) - Date.now()
  const tick = () => {
    const left = Math.round((until - Date.now() - behind) / 1000)
    const whole = Math.abs(left)
    const words = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
    clock.textContent = left >= 0 ? `${words} left` : `! ${words} over`
    clock.classList.toggle('is-missing', left < 0)
    document.title = document.title.replace(/^(\S+ (left|over) · )?/, left < 60 ? `${words} ${left >= 0 ? 'left' : 'over'} · ` : '')
  }
  tick()
  setInterval(tick, 1000)
}
