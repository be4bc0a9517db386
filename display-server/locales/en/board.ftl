# The board
board-title = Board
board-now-calling = Now calling
board-hall-closed = The hall is closed
board-hours = Hours today { $hours }
board-please = Now calling
board-to = to
board-window-suffix = window
board-announcement = Ticket { $ticket } → Window { $window }
board-no-calls = No calls yet
board-ticket = Ticket
board-window = Window
board-state-closed = Closed
board-state-free = Please wait
board-state-called = Called
board-state-serving = Serving
board-state-paused = Paused
board-wait-short = waiting
board-waiting-before = Waiting:
board-waiting-after = { $n ->
    [one] person
   *[other] people
}
board-missed = Missed your call? Go to reception; no new ticket needed.
board-evacuation = Please leave the hall now
board-numbers-kept = Your number is kept; calls go on in the same order afterwards
board-kind-evacuation = Evacuation
board-kind-urgent = Urgent
board-kind-notice = Notice
board-kind-stop = Stopped
