package dev.gradus.playground;

import dev.gradus.playground.language.Demands;
import dev.gradus.playground.language.TypedOp;
import dev.gradus.playground.link.Address;
import dev.gradus.playground.link.LessonLink;
import dev.gradus.playground.link.Task;
import dev.gradus.playground.link.Task.TaskProblem;
import dev.gradus.playground.show.Figures;
import dev.gradus.playground.training.Training;
import dev.gradus.tensor.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the link to a task that a teacher describes, about the lines, data and handles of the page, at iteration 0. */
final class TaskMaker {
    private final Address state;
    private final Model model;

    /** @param state the present state of the page
     * @param model what its lines define */
    TaskMaker(Address state, Model model) {
        this.state = state;
        this.model = model;
    }

    /** The link and what the student will read, or what is wrong with the task. */
    String made(String definition, int usualSeed) {
        Task task;
        try {
            task = Task.read(definition);
            check(task);
        } catch (TaskProblem problem) {
            return Session.refusal(String.valueOf(problem.getMessage()));
        }
        Address beginning = new Address(
                state.program(),
                state.data(),
                state.seed(),
                state.sampling(),
                state.now(),
                state.now(),
                state.beginning(),
                List.of(),
                0,
                task.definition(),
                "w",
                new double[0]);
        Map<String, Object> seen =
                Exercise.of(Optional.of(task), state.program()).object(Optional.empty());
        seen.put("hints", task.hints());
        seen.put("allHints", true);
        return Json.of(Json.object(
                "ok",
                true,
                "link",
                LessonLink.of(beginning, usualSeed).map(LessonLink::text).orElseGet(beginning::text),
                "task",
                seen));
    }

    private void check(Task task) {
        switch (task.kind()) {
            case LOSS -> checkGoal(task.goal());
            case BACKWARD -> training();
            case SHAPE -> {
                if (model.program().node(task.subject()).isEmpty()) {
                    throw new TaskProblem("No line defines «" + task.subject() + "».");
                }
            }
            case RULE -> {
                if (model.evaluated().nodes().stream().noneMatch(TypedOp.class::isInstance)) {
                    throw new TaskProblem("No line uses a function with a rule: write def and grad first.");
                }
            }
        }
        checkLines(task);
    }

    private Training training() {
        return model.training().orElseThrow(() -> new TaskProblem("Fix the lines first."));
    }

    private void checkGoal(double goal) {
        double loss = training().loss(0);
        if (loss < goal) {
            throw new TaskProblem(
                    "The loss is already " + Figures.of(loss) + " at iteration 0. Choose a smaller goal.");
        }
    }

    /** Checks that a student can keep the lines that stay, although some names are forbidden. */
    private void checkLines(Task task) {
        List<String> lines = List.of(state.program().split("\n", -1));
        Demands demands = new Demands(List.of(), task.forbidden());
        for (int line : task.frozen()) {
            if (line > lines.size()) {
                throw new TaskProblem("freeze=" + line + ": there are " + lines.size() + " lines.");
            }
            Optional<String> used = demands.forbiddenIn(lines.get(line - 1));
            if (used.isPresent()) {
                throw new TaskProblem("Line " + line + " stays as it is, but " + used.get() + " in it is not allowed.");
            }
        }
    }
}
