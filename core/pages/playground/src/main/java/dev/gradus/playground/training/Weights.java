package dev.gradus.playground.training;

import dev.gradus.node.Parameter;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.language.Program.Weight;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers of weights by name, including those whose line is wrong or missing at the moment. Numbers belong to a weight as
 * long as its line and shape stay the same.
 */
public record Weights(Map<String, Entry> byName) {
    /** No numbers. */
    public static final Weights NONE = new Weights(Map.of());

    /**
     * The numbers of one weight.
     *
     * @param text the right side of its line
     */
    record Entry(String text, Tensor numbers) {}

    /** The same with the present numbers of all weights that are being trained; those that are not finite are drawn anew. */
    public Weights with(Program program, Training training) {
        Map<String, Entry> next = new LinkedHashMap<>(byName);
        for (Weight weight : program.weights()) {
            if (training.parameters().contains(weight.parameter())) {
                Tensor numbers = training.run().parameters().get(weight.parameter());
                if (Arrays.stream(numbers.toArray()).allMatch(Double::isFinite)) {
                    next.put(weight.parameter().label(), new Entry(weight.text(), numbers));
                }
            }
        }
        return new Weights(next);
    }

    /** These numbers as the weights of a program; ignores those of another size. */
    public static Weights of(Program program, Map<String, double[]> numbers) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Weight weight : program.weights()) {
            Parameter parameter = weight.parameter();
            double[] values = numbers.get(parameter.label());
            if (values != null && values.length == parameter.shape().elements()) {
                entries.put(parameter.label(), new Entry(weight.text(), Tensor.of(parameter.shape(), values)));
            }
        }
        return new Weights(entries);
    }

    /** The numbers by name of those parameters that do not begin with the ones of their line. */
    public static Map<String, double[]> changed(Map<Parameter, Tensor> numbers) {
        Map<String, double[]> changed = new LinkedHashMap<>();
        numbers.forEach((parameter, tensor) -> {
            if (!Arrays.equals(tensor.toArray(), parameter.initialValue().toArray())) {
                changed.put(parameter.label(), tensor.toArray());
            }
        });
        return changed;
    }

    /** The numbers for those parameters whose line and shape are the same as before. */
    public Map<Parameter, Tensor> in(Program program) {
        Map<Parameter, Tensor> fitting = new LinkedHashMap<>();
        for (Weight weight : program.weights()) {
            Entry entry = byName.get(weight.parameter().label());
            if (entry != null
                    && entry.text().equals(weight.text())
                    && entry.numbers().shape().equals(weight.parameter().shape())) {
                fitting.put(weight.parameter(), entry.numbers());
            }
        }
        return fitting;
    }

    /** Says how many numbers a name takes; a negative number stands for none. */
    public static String misfit(String name, int wanted) {
        return wanted < 0
                ? "There are no numbers called " + name + "."
                : name + " takes " + wanted + " finite " + (wanted == 1 ? "number" : "numbers") + ".";
    }
}
