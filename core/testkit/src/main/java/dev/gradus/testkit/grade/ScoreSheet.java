package dev.gradus.testkit.grade;

import dev.gradus.tensor.Json;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The tasks of an assignment with their points. Closing it prints and writes them. */
final class ScoreSheet implements Scores, AutoCloseable {
    private static final String NOT_RUN = "It was not run.";
    private static final String EXITED = "The program ended here. Does it call System.exit?";

    private final Path file;
    private final boolean isGraded;
    private final Thread ifTheJvmEnds = new Thread(this::report);

    /** By name, and so in the order of the names. */
    private final Map<String, Score> scores = new TreeMap<>();

    /** Deletes the file of an earlier run, so that a program that halts the JVM leaves none. */
    ScoreSheet(Path file, boolean isGraded) {
        this.file = file;
        this.isGraded = isGraded;
        try {
            Files.deleteIfExists(file);
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
        Runtime.getRuntime().addShutdownHook(ifTheJvmEnds);
    }

    @Override
    public synchronized void add(Points points) {
        if (scores.put(points.task(), new Score(0, points.value(), NOT_RUN, true)) != null) {
            throw new IllegalArgumentException("two tasks have the name " + points.task());
        }
    }

    @Override
    public synchronized void begin(Points points) {
        scores.put(points.task(), new Score(0, points.value(), EXITED, true));
    }

    @Override
    public synchronized void earn(Points points) {
        scores.put(points.task(), new Score(points.value(), points.value(), "", true));
    }

    @Override
    public synchronized void lose(Points points, String why, boolean isAnswer) {
        scores.put(points.task(), new Score(0, points.value(), why, !isGraded || !isAnswer));
    }

    synchronized boolean hasEarned(Points points) {
        Score score = scores.get(points.task());
        return score != null && score.earned() == points.value();
    }

    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(ifTheJvmEnds);
        print(System.out);
        write();
    }

    /** Surefire closes its own output when the JVM ends, so the summary is written past it. */
    private void report() {
        try (PrintStream out =
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)) {
            write();
            print(out);
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }

    private synchronized int earned() {
        return scores.values().stream().mapToInt(Score::earned).sum();
    }

    private synchronized int all() {
        return scores.values().stream().mapToInt(Score::all).sum();
    }

    private synchronized void print(PrintStream out) {
        StringBuilder lines = new StringBuilder("\n");
        scores.forEach((task, score) -> {
            lines.append("  ").append(score.earned()).append(" of ").append(score.all());
            lines.append("  ").append(task).append('\n');
            if (score.isTold()) {
                score.why()
                        .lines()
                        .limit(1)
                        .forEach(line -> lines.append("          ").append(line).append('\n'));
            }
        });
        out.println(lines.append("points: ").append(earned()).append(" of ").append(all()));
    }

    /** In the form that GitHub Classroom's reporter reads; {@code points} and {@code of} are the same for people. */
    private synchronized void write() throws IOException {
        Map<String, Object> whole = Json.object(
                "version", 1,
                "status", earned() == all() ? "pass" : "fail",
                "graded", isGraded,
                "points", earned(),
                "of", all(),
                "max_score", all(),
                "tests",
                        scores.entrySet().stream()
                                .map(task -> json(task.getKey(), task.getValue()))
                                .toList());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, Json.of(whole) + "\n");
    }

    private Map<String, Object> json(String task, Score score) {
        return Json.object(
                "name",
                task,
                "status",
                score.earned() == score.all() ? "pass" : "fail",
                "score",
                score.earned(),
                "max_score",
                score.all(),
                "message",
                score.isTold() ? score.why() : "",
                "line_no",
                0);
    }

    /**
     * What a task has earned.
     *
     * @param why why it has not earned all, or the empty string
     * @param isTold whether the summary and the file say why
     */
    private record Score(int earned, int all, String why, boolean isTold) {}
}
