package dev.gradus.checker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Lines of text to and from a program. Neither direction ever waits for longer than the time-out: the program may stop
 * reading, stop writing, or write without end.
 */
final class Lines {
    /** The most bytes of a line. A longer one is not an answer to any question of the checker: nothing after it is read. */
    static final int LONGEST = 1 << 24;

    /** What every pipe holds, so that writing this much into an empty one does not wait. */
    private static final int PIPE = 4096;

    private static final int CHUNK = 1 << 16;

    /** Few, because each may be as long as the memory allows. The program waits until they are read. */
    private static final int WAITING = 16;

    private static final String END = "the end", TOO_LONG = "a line that is too long";

    private final OutputStream out;
    private final BlockingQueue<String> received = new ArrayBlockingQueue<>(WAITING);
    private final ExecutorService writer = Executors.newSingleThreadExecutor(Lines::daemon);
    private boolean ended;
    private boolean wasTooLong;

    Lines(InputStream in, OutputStream out) {
        this.out = out;
        daemon(() -> read(in)).start();
    }

    static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "gradus-check");
        thread.setDaemon(true);
        return thread;
    }

    private void read(InputStream in) {
        try {
            byte[] chunk = new byte[CHUNK];
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int count = in.read(chunk); count >= 0 && line.size() <= LONGEST; count = in.read(chunk)) {
                int start = 0;
                for (int i = 0; i < count; i++) {
                    if (chunk[i] == '\n') {
                        line.write(chunk, start, i - start);
                        received.put(line.toString(StandardCharsets.UTF_8));
                        line.reset();
                        start = i + 1;
                    }
                }
                line.write(chunk, start, count - start);
            }
            if (line.size() > LONGEST) {
                received.put(TOO_LONG);
            } else if (line.size() > 0) {
                received.put(line.toString(StandardCharsets.UTF_8));
            }
            received.put(END);
        } catch (IOException closed) {
            received.offer(END);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Sends bytes.
     *
     * @param hasReadAll whether the program has read everything that was sent before
     */
    void send(byte[] bytes, boolean hasReadAll) {
        if (hasReadAll && bytes.length <= PIPE) {
            write(bytes);
        } else {
            writer.execute(() -> write(bytes));
        }
    }

    private void write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException closed) {
            received.offer(END);
        }
    }

    /** The next line, without its end. Empty if there is none within this time, at the end, or if it is too long. */
    Optional<String> receive(Duration timeout) {
        try {
            String line = ended ? END : received.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            wasTooLong = line == TOO_LONG;
            ended = line == END || wasTooLong;
            return ended ? Optional.empty() : Optional.ofNullable(line);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Whether the program has closed the pipe. */
    boolean hasEnded() {
        return ended;
    }

    /** Whether the program wrote a line of more than {@link #LONGEST} bytes, after which nothing is read. */
    boolean wasTooLong() {
        return wasTooLong;
    }

    void close() {
        writer.shutdownNow();
        // Whoever reads or writes may be waiting in the stream, so closing it here might wait, too.
        daemon(this::closeStream).start();
    }

    private void closeStream() {
        try {
            out.close();
        } catch (IOException closedAlready) {
            // as intended
        }
    }
}
