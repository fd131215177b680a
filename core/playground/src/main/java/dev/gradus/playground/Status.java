package dev.gradus.playground;

import dev.gradus.tensor.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state of a training and of a task, in numbers and in a sentence. */
final class Status {
    private Status() {}

    static Map<String, Object> of(Model model, Exercise exercise) {
        Map<String, Object> status = new LinkedHashMap<>();
        model.training()
                .ifPresent(now -> status.putAll(Json.object(
                        "iteration", now.iteration(),
                        "iterations", now.iterations(),
                        "loss", now.loss(),
                        "best", now.best(),
                        "bestAt", now.bestIteration(),
                        "test", now.test(),
                        "finite", now.isFinite())));
        status.put("wrong", model.misclassified());
        if (exercise.isSet()) {
            status.put("task", exercise.object(model.training()));
        }
        Sentence sentence = Sentence.of(model.program(), model.evaluated(), model.training(), exercise.sentence());
        status.put("eyebrow", List.of(sentence.strong(), sentence.rest()));
        status.put("sentence", sentence.text());
        return status;
    }
}
