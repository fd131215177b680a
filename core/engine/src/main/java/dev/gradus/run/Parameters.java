package dev.gradus.run;

import dev.gradus.graph.Graph;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The current numbers of some parameters, shared by the runs that were made with them: what one trains, another predicts
 * with.
 *
 * <p>Not thread-safe. Updating them while another thread runs is a misuse; give that thread a {@link #snapshot()}.
 */
public final class Parameters {
    private final Map<Parameter, double[]> values = new LinkedHashMap<>();
    private final Set<Parameter> frozen = new HashSet<>();
    private final List<Parameter> all;
    private long version;

    private Parameters(Collection<Parameter> parameters) {
        this.all = List.copyOf(new LinkedHashSet<>(parameters));
        all.forEach(parameter -> values.put(parameter, parameter.initialValue().toArray()));
    }

    /** The graph's parameters at their initial values. */
    public static Parameters of(Graph graph) {
        return of(graph.parameters());
    }

    /** These parameters at their initial values. */
    public static Parameters of(Collection<Parameter> parameters) {
        return new Parameters(parameters);
    }

    /** All parameters, in the order in which they were given. */
    public List<Parameter> all() {
        return all;
    }

    /** Whether this parameter is among them. */
    public boolean contains(Parameter parameter) {
        return values.containsKey(parameter);
    }

    /**
     * The current value.
     *
     * @throws IllegalArgumentException if the parameter is not among these
     */
    public Tensor get(Parameter parameter) {
        return Tensor.of(parameter.shape(), live(parameter));
    }

    /**
     * Replaces the current value.
     *
     * @throws IllegalArgumentException if the parameter is not among these or the value has another shape
     */
    public void set(Parameter parameter, Tensor value) {
        double[] live = live(parameter);
        if (!value.shape().equals(parameter.shape())) {
            throw new IllegalArgumentException(
                    "Parameters: " + parameter.describe() + " cannot take a value of shape " + value.shape());
        }
        value.copyTo(live);
        changed();
    }

    /** An independent copy of the current numbers, frozen like these. */
    public Parameters snapshot() {
        Parameters copy = new Parameters(all);
        values.forEach((parameter, value) -> System.arraycopy(value, 0, copy.live(parameter), 0, value.length));
        copy.frozen.addAll(frozen);
        return copy;
    }

    /** Optimizers leave a frozen parameter as it is. */
    public void freeze(Parameter... parameters) {
        for (Parameter parameter : parameters) {
            live(parameter);
            frozen.add(parameter);
        }
    }

    /** Undoes {@link #freeze}. */
    public void unfreeze(Parameter... parameters) {
        for (Parameter parameter : parameters) {
            live(parameter);
            frozen.remove(parameter);
        }
    }

    /** Whether optimizers leave it as it is. */
    public boolean isFrozen(Parameter parameter) {
        live(parameter);
        return frozen.contains(parameter);
    }

    /** The numbers themselves. Whoever changes them says so with {@link #changed()}. */
    double[] live(Parameter parameter) {
        double[] value = values.get(parameter);
        if (value == null) {
            String names = all.stream().map(Parameter::label).collect(Collectors.joining(", "));
            throw new IllegalArgumentException("Parameters: " + parameter.describe() + " is not among them: "
                    + (names.isEmpty() ? "none" : names));
        }
        return value;
    }

    void changed() {
        version++;
    }

    /** Grows with every change, so that a run knows when its gradients are of other numbers. */
    long version() {
        return version;
    }
}
