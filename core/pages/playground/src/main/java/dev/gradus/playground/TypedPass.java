package dev.gradus.playground;

import dev.gradus.playground.backward.BackwardPass;
import dev.gradus.playground.backward.BackwardPass.Judgement;
import dev.gradus.playground.backward.BackwardPass.Verdict;
import dev.gradus.playground.backward.Hints;
import dev.gradus.playground.backward.TypedTraining;
import dev.gradus.playground.language.Span;
import dev.gradus.playground.training.Settings;
import dev.gradus.playground.training.Training;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The backward pass that the user types for a model, and its training beside the engine's. */
public final class TypedPass {
    private final Model model;
    private final Optional<BackwardPass> pass;
    private Optional<Judgement> judged = Optional.empty();
    private String text = "";
    private Optional<TypedTraining> training = Optional.empty();
    private int from;

    /** The state of the engine's training that the typed one has reached. */
    private int version = -1;

    private Settings settings = Settings.USUAL;

    /** The state whose numbers lines were judged on. */
    private int seen = -1;

    TypedPass(Model model, int seed) {
        this.model = model;
        this.pass = model.training().isEmpty()
                ? Optional.empty()
                : BackwardPass.of(model.program().text(), model.sample().at(0).tensors(), seed, numbers());
    }

    private Training own() {
        return model.training().orElseThrow();
    }

    private Map<String, Tensor> numbers() {
        Map<String, Tensor> numbers = new LinkedHashMap<>();
        model.program()
                .inputs()
                .keySet()
                .forEach(name -> numbers.put(name, model.data().get(name)));
        numbers.putAll(weights());
        return numbers;
    }

    private Map<String, Tensor> weights() {
        Map<String, Tensor> numbers = new LinkedHashMap<>();
        own().parameters()
                .forEach(
                        one -> numbers.put(one.label(), own().run().parameters().get(one)));
        return numbers;
    }

    /** Whether the gradients of all weights are right. */
    public boolean isDone() {
        return judged.filter(one -> one.isFaultless()
                        && one.right().keySet().containsAll(pass.orElseThrow().wanted()))
                .isPresent();
    }

    /** Judges lines, on the present numbers, too. */
    public String judge(String lines) {
        if (pass.isEmpty()) {
            return Session.refusal(
                    model.training().isEmpty()
                            ? "Fix the lines first."
                            : "There is nothing to learn: no line defines weights.");
        }
        BackwardPass judge = pass.get();
        if (seen != own().version()) {
            seen = own().version();
            judge.present(numbers());
        }
        Judgement next = judge.judge(lines, own().settings().learningRate());
        judged = Optional.of(next);
        if (!lines.equals(text)) { // other lines train anew
            text = lines;
            version = -1;
            training = Optional.empty();
        }
        Optional<Hints.Hint> hint = judge.next(next);
        return Json.of(Json.object(
                "ok", true,
                "lines", next.verdicts().stream().map(one -> object(one, judge)).toList(),
                "wanted",
                        judge.wanted().stream()
                                .map(name -> Json.object(
                                        "name", name, "right", next.right().containsKey(name)))
                                .toList(),
                "given",
                        judge.given().entrySet().stream()
                                .map(each -> Json.object("name", each.getKey(), "text", each.getValue()))
                                .toList(),
                "done", isDone(),
                "hint",
                        hint.map(one -> Json.object(
                                "of", one.of(),
                                "where", one.where(),
                                "rule", one.rule(),
                                "line", judge.line(one.of())))));
    }

    private static Map<String, Object> object(Verdict verdict, BackwardPass judge) {
        return Json.object(
                "from", verdict.line().span().from(),
                "to", verdict.line().span().to(),
                "name", verdict.line().name(),
                "mark", verdict.mark().name().toLowerCase(Locale.ROOT),
                "of", verdict.of(),
                "size", judge.size(verdict.of()),
                "exact", verdict.isExactHere(),
                "fault",
                        verdict.fault()
                                .map(fault -> Json.object(
                                        "kind", fault.mistake().key(),
                                        "at", span(fault.at()),
                                        "details", fault.details(),
                                        "also", fault.also().map(one -> one.key()))));
    }

    private static List<Integer> span(Span span) {
        return List.of(span.from(), span.to());
    }

    // Training

    /** Begins to train with the typed gradients where the engine's training is, unless both are at the same place. */
    void prepare() {
        boolean isThere = training.isPresent() && version == own().version() && settings.equals(own().settings());
        if (isThere || !isDone()) {
            return;
        }
        from = own().iteration();
        settings = own().settings();
        training = TypedTraining.of(
                pass.orElseThrow(),
                judged.orElseThrow(),
                weights(),
                own()::optimizerOf,
                from,
                (iteration, input) -> model.sample().at(iteration).get(input.label()));
    }

    /** Trains up to the engine's iteration. */
    void follow() {
        training.ifPresent(one -> one.trainTo(own().iteration()));
        version = own().version();
    }

    /** The losses of the training with typed gradients; NaN before it began, empty if there is none. */
    public double[] losses() {
        return training.map(one -> {
                    double[] made = one.losses();
                    double[] all = new double[from + made.length];
                    Arrays.fill(all, 0, from, Double.NaN);
                    System.arraycopy(made, 0, all, from, made.length);
                    return all;
                })
                .orElse(new double[0]);
    }

    /** Where both trainings are, and the largest difference of a weight; 0 if all bits are equal. */
    public String comparison() {
        Map<String, Object> none = Json.object("ok", false);
        return Json.of(training.filter(one -> version == own().version() && one.iteration() == own().iteration())
                .map(one -> Json.object(
                        "ok",
                        true,
                        "from",
                        from,
                        "iteration",
                        one.iteration(),
                        "difference",
                        one.difference(weights())))
                .orElse(none));
    }
}
