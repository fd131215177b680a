package dev.gradus.playground;

import dev.gradus.check.GradientReport;
import dev.gradus.check.RuleCheck;
import dev.gradus.node.Node;
import dev.gradus.playground.language.Demands;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.language.Sizes;
import dev.gradus.playground.language.TypedOp;
import dev.gradus.playground.link.Task;
import dev.gradus.playground.show.Figures;
import dev.gradus.playground.training.Training;
import dev.gradus.tensor.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A task and its solution. */
final class Exercise {
    private final Optional<Task> task;
    private final Demands demands;
    private int seen;
    private Optional<Solution> solved = Optional.empty();
    private String answered = "";

    private record Solution(int iteration, String sentence) {}

    private Exercise(Optional<Task> task, Demands demands) {
        this.task = task;
        this.demands = demands;
        this.seen = task.map(Task::seen).orElse(0);
    }

    static Exercise none() {
        return new Exercise(Optional.empty(), Demands.NONE);
    }

    /** A task about these lines; some of them may have to stay as they are. */
    static Exercise of(Optional<Task> task, String program) {
        List<String> lines = List.of(program.split("\n", -1));
        return new Exercise(
                task,
                task.map(one -> new Demands(
                                one.frozen().stream()
                                        .filter(line -> line <= lines.size())
                                        .map(line -> lines.get(line - 1))
                                        .toList(),
                                one.forbidden()))
                        .orElse(Demands.NONE));
    }

    /** What the task demands of the lines. */
    Demands demands() {
        return demands;
    }

    /** The hints that another state of the same task has shown count here too: going back does not take them away. */
    void remember(Exercise before) {
        boolean isSame = task.map(one -> one.seeing(0).freezing(List.of()))
                .equals(before.task.map(one -> one.seeing(0).freezing(List.of())));
        seen = isSame ? Math.max(seen, before.seen) : seen;
    }

    /** Shows the next hint; false if there is none. */
    boolean hint() {
        boolean isThere = seen < task.map(Task::hints).orElse(List.of()).size();
        seen += isThere ? 1 : 0;
        return isThere;
    }

    /** The number of hints that were shown. */
    int hintsSeen() {
        return seen;
    }

    boolean isSet() {
        return task.isPresent();
    }

    boolean is(Task.Kind kind) {
        return task.filter(one -> one.kind() == kind).isPresent();
    }

    /** The task's definition for these lines, in which those that stay as they are may stand elsewhere than at first. */
    String definition(String program) {
        return task.map(one -> one.seeing(seen)
                        .freezing(demands.frozenLines(program).stream()
                                .map(line -> line + 1)
                                .toList())
                        .definition())
                .orElse("");
    }

    /** The sentence that announces the solution. */
    Optional<String> sentence() {
        return solved.map(Solution::sentence);
    }

    /** The iteration at which it was solved. */
    Optional<Integer> solvedAt() {
        return solved.map(Solution::iteration);
    }

    /** The answer in words that solved it, or the empty string. */
    String answered() {
        return answered;
    }

    /** Discards the solution, because lines or data have changed. */
    void begin() {
        solved = Optional.empty();
        answered = "";
    }

    /** The name whose size must stay hidden until the task is solved. */
    Optional<String> hidden() {
        return is(Task.Kind.SHAPE) && solved.isEmpty() ? task.map(Task::subject) : Optional.empty();
    }

    private void solve(int iteration, String sentence) {
        String next = task.map(Task::next).orElse("");
        solved = Optional.of(new Solution(iteration, ("Solved: " + sentence + " " + next).strip()));
    }

    /** Solves the task if the loss has fallen below the goal. */
    void look(Training training) {
        if (solved.isPresent() || !is(Task.Kind.LOSS)) {
            return;
        }
        double goal = task.orElseThrow().goal();
        double[] losses = training.losses();
        for (int i = 0; i < losses.length; i++) {
            if (losses[i] < goal) {
                solve(i, "the loss is " + Figures.of(losses[i]) + ".");
                return;
            }
        }
    }

    /** Solves the task if all rules of typed functions agree with finite differences. */
    void look(GradientReport found, int iteration) {
        boolean hasRules = found.rules().stream().anyMatch(rule -> rule.op() instanceof TypedOp);
        if (is(Task.Kind.RULE) && found.passed() && hasRules) {
            solve(iteration, "all rules agree with finite differences.");
        }
    }

    /** Solves the task if it asks for the backward pass, and all its lines are right. */
    void backwardIsRight(int iteration) {
        if (is(Task.Kind.BACKWARD) && solved.isEmpty()) {
            solve(iteration, "every line of the backward pass is right.");
        }
    }

    /** Whether it asks for an answer in words. */
    boolean asks() {
        return is(Task.Kind.SHAPE) || is(Task.Kind.RULE);
    }

    /** An answer in words, judged for the page. */
    String judged(String text, Model model) {
        Optional<String> wrong = answer(text, model);
        return Json.of(Json.object("ok", true, "solved", wrong.isEmpty(), "sentence", wrong.or(this::sentence)));
    }

    /** What is wrong with an answer; empty if it is right. */
    Optional<String> answer(String text, Model model) {
        Optional<String> wrong = is(Task.Kind.SHAPE)
                ? shape(model.program(), text, model.iteration())
                : rule(model.report(), text.strip(), model.iteration());
        answered = wrong.isEmpty() ? text.strip() : answered;
        return wrong;
    }

    /** What is wrong with a guessed shape; empty if it is right. */
    private Optional<String> shape(Program program, String text, int iteration) {
        String subject = task.orElseThrow().subject();
        Optional<Node> node = program.node(subject);
        if (node.isEmpty()) {
            return Optional.of("No line defines «" + subject + "».");
        }
        int[] sizes = node.get().shape().sizes();
        List<Integer> guess = numbers(text);
        if (guess.size() != sizes.length) {
            return Optional.of(
                    "It has " + (guess.size() < sizes.length ? "more" : "fewer") + " axes than " + guess.size() + ".");
        }
        for (int axis = 0; axis < sizes.length; axis++) {
            if (sizes[axis] != guess.get(axis)) {
                return Optional.of("Axis " + axis + " does not have size " + guess.get(axis) + ".");
            }
        }
        solve(iteration, "«" + subject + "» is " + Sizes.of(node.get().shape()) + ".");
        return Optional.empty();
    }

    private static List<Integer> numbers(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String number : text.split("[^0-9]+", -1)) {
            if (!number.isEmpty() && number.length() < 10) {
                numbers.add(Integer.parseInt(number));
            }
        }
        return numbers;
    }

    /** What is wrong with naming this function as the one with the wrong rule; empty if it is right. */
    private Optional<String> rule(Optional<GradientReport> found, String name, int iteration) {
        boolean isGuilty = found.isPresent()
                && found.get().guilty().stream().anyMatch(rule -> name(rule).equals(name));
        if (isGuilty) {
            solve(iteration, "the rule of «" + name + "» is wrong. Fix it and check again.");
        }
        return isGuilty ? Optional.empty() : Optional.of("The rule of «" + name + "» is right.");
    }

    /** The name of the op that a rule belongs to, as the user wrote it. */
    static String name(RuleCheck rule) {
        return rule.op() instanceof TypedOp typed ? typed.function() : rule.op().name();
    }

    /** The task and its progress, for the page. */
    Map<String, Object> object(Optional<Training> training) {
        Task one = task.orElseThrow();
        return Json.object(
                "kind", one.kind().name().toLowerCase(Locale.ROOT),
                "text", one.text(),
                "isOwn", !one.says().isEmpty(),
                "hints", one.hints().subList(0, Math.min(seen, one.hints().size())),
                "hintCount", one.hints().size(),
                "frozen", demands.frozen(),
                "forbidden", one.forbidden(),
                "goal", one.goal(),
                "subject", one.subject(),
                "done", training.map(now -> done(one, now)).orElse(0.0),
                "solved", solved.isPresent(),
                "solvedAt", solved.map(Solution::iteration),
                "sentence", sentence(),
                "next", one.next());
    }

    /** The progress from 0 to 1; for a loss on a logarithmic scale. */
    private double done(Task one, Training training) {
        if (solved.isPresent()) {
            return 1;
        }
        double first = training.loss(0);
        double part = Math.log(first / training.best()) / Math.log(first / one.goal());
        return one.kind() == Task.Kind.LOSS && part > 0 && part <= 1 ? part : 0;
    }
}
