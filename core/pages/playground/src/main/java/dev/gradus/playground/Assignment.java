package dev.gradus.playground;

import dev.gradus.playground.data.CsvText;
import dev.gradus.playground.data.DataSet;
import dev.gradus.playground.data.DataSets;
import dev.gradus.playground.grade.Submission;
import dev.gradus.playground.link.Address;
import dev.gradus.playground.link.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A teacher's task, and checks that the students' page does not show. They follow the two lines of a {@code .gradus} file, one in
 * a line:
 *
 * <pre>
 * held out: loss&lt;0.1           the loss of the rows that the task holds out
 * data spirals 3: loss&lt;0.2     the loss on other data of the page, with the seed of their noise
 * without tanh, sigmoid           functions that the lines must not contain, under whatever name
 * iterations&lt;500               a limit of iterations
 * backward                        the typed backward pass is right
 * from seed                       no weight has other initial numbers than the seed's, and none is set by hand
 * rows: loss&lt;0.2               the loss on the table in the lines that follow
 * x1,x2,y
 * 0.5,0.25,1
 * </pre>
 *
 * @param state the state that the task's link opens
 * @param task the task
 * @param checks the checks
 */
record Assignment(Address state, Optional<Task> task, List<Check> checks) {
    private static final String LOSS = "\\s*:\\s*loss\\s*<\\s*([0-9]*\\.?[0-9]+(?:e-?[0-9]{1,2})?)";
    private static final Pattern HELD_OUT = Pattern.compile("held out" + LOSS);
    private static final Pattern ROWS = Pattern.compile("rows" + LOSS);
    private static final Pattern DATA = Pattern.compile("data\\s+([A-Za-z]+)\\s+(-?[0-9]{1,9})" + LOSS);
    private static final Pattern WITHOUT = Pattern.compile("without\\s+(\\S.*)");
    private static final Pattern ITERATIONS = Pattern.compile("iterations\\s*<\\s*([0-9]{1,6})");

    Assignment {
        checks = List.copyOf(checks);
    }

    /**
     * Reads a task.
     *
     * @throws IllegalArgumentException if it is no link to a task, or a check cannot be read; the message says why
     */
    static Assignment read(String text) {
        Submission given = Submission.of(text);
        if (given.link().isEmpty()) {
            throw new IllegalArgumentException(
                    "The task must be a link of the page or a .gradus file. " + given.problem());
        }
        Address state;
        try {
            state = given.link().get().state();
        } catch (Task.TaskProblem | Address.AddressProblem problem) {
            throw new IllegalArgumentException("The task cannot be opened. " + problem.getMessage(), problem);
        }
        List<Check> checks = checks(given.rest());
        Optional<Task> task = Task.of(state.task());
        if (task.isEmpty() && checks.isEmpty()) {
            throw new IllegalArgumentException(
                    "This link has no task. Make one on the page, or add a check to the file, such as"
                            + " “held out: loss<0.1”.");
        }
        return new Assignment(state, task, checks);
    }

    /** The task for a session; the lines that must stay as they are come from the teacher's. */
    Exercise exercise() {
        return Exercise.of(task, state.program());
    }

    private static List<Check> checks(String text) {
        List<Check> checks = new ArrayList<>();
        String[] lines = text.split("\r\n|\r|\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            Matcher rows = ROWS.matcher(line);
            if (rows.matches()) {
                String table = String.join("\n", List.of(lines).subList(i + 1, lines.length));
                checks.add(Check.data("rows", pasted(table), Double.parseDouble(rows.group(1))));
                break;
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                checks.add(check(line));
            }
        }
        return checks;
    }

    private static DataSet pasted(String table) {
        try {
            return DataSets.pasted(CsvText.read(table));
        } catch (CsvText.CsvProblem wrong) {
            throw new IllegalArgumentException("The rows of the task cannot be read. " + wrong.getMessage(), wrong);
        }
    }

    private static Check check(String line) {
        Matcher heldOut = HELD_OUT.matcher(line), data = DATA.matcher(line);
        Matcher without = WITHOUT.matcher(line), iterations = ITERATIONS.matcher(line);
        if (heldOut.matches()) {
            return Check.heldOut(Double.parseDouble(heldOut.group(1)));
        } else if (data.matches()) {
            DataSet rows = DataSets.of(data.group(1), Integer.parseInt(data.group(2)))
                    .orElseThrow(
                            () -> new IllegalArgumentException("The page has no data called " + data.group(1) + "."));
            return Check.data(data.group(1) + " " + data.group(2), rows, Double.parseDouble(data.group(3)));
        } else if (without.matches()) {
            return Check.without(List.of(without.group(1).split("[\\s,]+")));
        } else if (iterations.matches()) {
            return Check.iterations(Integer.parseInt(iterations.group(1)));
        } else if (line.equals("backward")) {
            return Check.backward();
        } else if (line.equals("from seed")) {
            return Check.fromSeed();
        }
        throw new IllegalArgumentException(
                "Unknown check: “" + line + "”. Write held out: loss<0.1, data spirals 3: loss<0.2,"
                        + " rows: loss<0.2, without tanh, iterations<500, backward or from seed.");
    }
}
