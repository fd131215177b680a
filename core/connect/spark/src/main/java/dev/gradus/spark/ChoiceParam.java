package dev.gradus.spark;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable;

/** A parameter that is one of a few words. Spark's own message about any other value does not list them. */
final class ChoiceParam extends Param<String> {
    private static final long serialVersionUID = 1;

    private final List<String> choices;

    ChoiceParam(Identifiable parent, String name, String doc, List<String> choices) {
        super(parent, name, doc + ": " + quoted(choices));
        this.choices = choices;
    }

    @Override
    public void validate(String value) {
        if (!choices.contains(value)) {
            throw new IllegalArgumentException(
                    "GradusEstimator: " + name() + " must be one of " + quoted(choices) + ", but is '" + value + "'");
        }
    }

    private static String quoted(List<String> choices) {
        return choices.stream().map(each -> "'" + each + "'").collect(Collectors.joining(", "));
    }
}
