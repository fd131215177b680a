package dev.gradus.playground;

import dev.gradus.check.GradientReport;
import dev.gradus.check.NodeCheck;
import dev.gradus.check.RuleCheck;
import dev.gradus.playground.show.Evaluated;
import dev.gradus.playground.show.Figures;
import dev.gradus.playground.training.Training;
import dev.gradus.tensor.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The result of a gradient check as the page shows it. */
record CheckSummary(GradientReport report, Evaluated evaluated) {
    /** Why the gradients of a model cannot be checked; empty if they can. */
    static Optional<String> refusal(Model model) {
        if (model.training().isEmpty()) {
            return Optional.of("Fix the lines first.");
        }
        Training now = model.training().get();
        if (now.parameters().isEmpty()) {
            return Optional.of("There is nothing to check: no line defines weights.");
        }
        return now.isFinite()
                ? Optional.empty()
                : Optional.of("«J» is not a finite number here, so its gradients cannot be checked.");
    }

    Map<String, Object> object() {
        int counted = report.gradientCounts().elements();
        double worst = worst();
        return Json.object(
                "ok",
                report.passed(),
                "counted",
                counted,
                "worst",
                worst,
                "text",
                report.passed()
                        ? "all " + counted + " gradients checked against finite differences, largest error "
                                + Figures.of(worst)
                        : failure(),
                "guilty",
                report.guilty().stream().map(this::guilty).toList());
    }

    private double worst() {
        return report.gradients().stream()
                .map(NodeCheck::elements)
                .flatMap(List::stream)
                .mapToDouble(element ->
                        Math.abs(element.backward() - element.numeric().value()))
                .max()
                .orElse(0);
    }

    private String failure() {
        return report.guilty().isEmpty()
                ? report.gradientCounts().wrong() + " gradients differ from finite differences"
                : "The rule of «" + Exercise.name(report.guilty().get(0)) + "» is wrong: "
                        + report.guilty().get(0).diagnosis().orElseThrow().text();
    }

    private Map<String, Object> guilty(RuleCheck rule) {
        return Json.object(
                "node", evaluated.id(rule.op()),
                "rule", Exercise.name(rule),
                "input", rule.inputName(),
                "cause", rule.diagnosis().orElseThrow().cause().name(),
                "text", rule.diagnosis().orElseThrow().text());
    }
}
