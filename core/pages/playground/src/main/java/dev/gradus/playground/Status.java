package dev.gradus.playground;

import dev.gradus.playground.data.Sampling;
import dev.gradus.playground.show.Listing;
import dev.gradus.playground.show.Sentence;
import dev.gradus.playground.training.Settings;
import dev.gradus.tensor.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state of a training and of a task, in numbers and in a sentence. */
final class Status {
    private Status() {}

    /** The answer to a change of lines or data: sizes and values of the lines, the graph, the error, and the state. */
    static Map<String, Object> withLines(
            Model model, Exercise exercise, Settings settings, int seed, Sampling sampling) {
        Map<String, Object> answer = new Listing(
                        model.program(),
                        model.evaluated(),
                        model.data(),
                        model.sample().all(),
                        exercise.hidden())
                .object();
        answer.put("source", model.data().source());
        answer.put("optimizer", settings.optimizer());
        answer.put("learningRate", settings.learningRate());
        answer.put("seed", seed);
        answer.put("sampling", model.sample().object(sampling));
        Map<String, Object> status = of(model, exercise);
        answer.put("status", status);
        answer.put("eyebrow", status.get("eyebrow"));
        answer.put("sentence", status.get("sentence"));
        return answer;
    }

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
