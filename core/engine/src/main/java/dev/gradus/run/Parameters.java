package dev.gradus.run;

import dev.gradus.file.ArrayFile;
import dev.gradus.file.EntryNames;
import dev.gradus.file.FileFormatException;
import dev.gradus.file.NamedArray;
import dev.gradus.graph.Graph;
import dev.gradus.graph.Lookalikes;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The current numbers of some parameters. Runs may share them: one trains, another predicts.
 *
 * <p>Not thread-safe. Don't update them while another thread runs; give that thread a {@link #snapshot()}.
 */
public final class Parameters {
    private static final int LONGEST_NAME = 1000;

    private final Map<Parameter, double[]> values = new LinkedHashMap<>();
    private final Set<Parameter> frozen = new HashSet<>();
    private final List<Parameter> all;
    private boolean isAnyFrozen;
    private long version;

    private Parameters(Collection<Parameter> parameters) {
        this.all = List.copyOf(new LinkedHashSet<>(parameters));
        all.forEach(parameter -> values.put(parameter, parameter.initialValue().toArray()));
    }

    /** The graph's parameters at their initial values. */
    public static Parameters of(Graph graph) {
        Objects.requireNonNull(graph, "graph");
        return of(graph.parameters());
    }

    /** These parameters at their initial values. */
    public static Parameters of(Collection<Parameter> parameters) {
        Objects.requireNonNull(parameters, "parameters");
        return new Parameters(parameters);
    }

    /** All parameters, in the order in which they were given. */
    public List<Parameter> all() {
        return all;
    }

    /** Whether this parameter is among them. */
    public boolean contains(Parameter parameter) {
        Objects.requireNonNull(parameter, "parameter");
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
        changed(); // first, as an error may end the copying
        value.copyTo(live);
    }

    /** An independent copy of the current numbers, frozen like these. */
    public Parameters snapshot() {
        Parameters copy = new Parameters(all);
        values.forEach((parameter, value) -> System.arraycopy(value, 0, copy.live(parameter), 0, value.length));
        copy.frozen.addAll(frozen);
        copy.isAnyFrozen = isAnyFrozen;
        return copy;
    }

    /**
     * Saves the current numbers as an {@code .npz} file, as {@code numpy.savez} does: a zip file with an array for each
     * parameter, by its label, little-endian float64 in row-major order, infinities and NaN included. Equal numbers make
     * equal bytes.
     *
     * <p>The file is replaced as a whole: a temporary file beside it is written, forced to the disk and moved there, so
     * that a process that dies meanwhile leaves the old file or the new one. A temporary file that it leaves is removed by
     * the next save of the same file. Permissions stay, owner and group where the process may set them; symbolic links are
     * followed; a read-only file is refused. Freezing and the memory of optimizers are not saved.
     *
     * <pre>{@code
     * run.parameters().save(Path.of("model.npz"));         // Python: numpy.load("model.npz")["W"]
     * Parameters.of(graph).load(Path.of("model.npz"));
     * }</pre>
     *
     * @throws IllegalStateException if two parameters have the same name, or one has a name or more axes than can be in a
     *     file
     * @throws IllegalArgumentException if one has a name that cannot be in a {@code .safetensors} file
     * @throws IOException if it cannot be written; the file is then as it was
     */
    public void save(Path file) throws IOException {
        ArrayFile.write(file, arrays(this::live));
    }

    /**
     * Replaces all current numbers, of frozen parameters too, by those of an {@code .npz} file that {@link #save} or NumPy
     * wrote, compressed or not. Numbers may be of the types f8, f4, i1 to i8 and u1 to u4, of either byte order, and in C or
     * Fortran order; integers that are not exactly a float64 are refused. A file whose name ends with {@code .safetensors} is
     * read in that format, of the types that {@link dev.gradus.data.Safetensors} reads.
     *
     * <p>No more is read than the parameters take, whatever the file claims.
     *
     * @throws IllegalStateException if two parameters have the same name, or one has a name or more axes than can be in a
     *     file
     * @throws ParameterFileException if the file has not exactly these names with these shapes, or is broken or no such
     *     file; the parameters are then as they were
     * @throws IOException if it cannot be read; the parameters are then as they were
     */
    public void load(Path file) throws IOException {
        List<NamedArray> read = arrays(parameter -> new double[parameter.shape().elements()]);
        try {
            ArrayFile.read(file, "parameters", read);
        } catch (FileFormatException fault) {
            throw new ParameterFileException("Parameters: " + fault.getMessage(), fault);
        }
        changed(); // first, as an error may end the copying
        for (int i = 0; i < all.size(); i++) {
            double[] value = read.get(i).values();
            System.arraycopy(value, 0, live(all.get(i)), 0, value.length);
        }
    }

    /** The parameters in order, under their names in files. */
    private List<NamedArray> arrays(Function<Parameter, double[]> values) {
        Map<String, Parameter> byName = new HashMap<>();
        List<NamedArray> arrays = new ArrayList<>();
        for (Parameter parameter : all) {
            String name = parameter.label();
            if (name.length() > LONGEST_NAME) {
                throw new IllegalStateException("Parameters: " + EntryNames.shown(name)
                        + " cannot be a name in a file; names in files have at most " + LONGEST_NAME + " characters");
            }
            Parameter other = byName.put(name, parameter);
            if (other != null) {
                throw new IllegalStateException(
                        "Parameters: two are named '" + name + "': " + other.describe() + " and " + parameter.describe()
                                + "; a file tells them apart by name, so give one of them another");
            }
            if (parameter.shape().rank() > ArrayFile.MOST_AXES) {
                throw new IllegalStateException("Parameters: the shape " + parameter.shape() + " has "
                        + parameter.shape().rank() + " axes; arrays in files have at most the " + ArrayFile.MOST_AXES
                        + " that NumPy knows");
            }
            arrays.add(new NamedArray(name, parameter.describe(), parameter.shape(), values.apply(parameter)));
        }
        return arrays;
    }

    /** Optimizers leave a frozen parameter as it is. */
    public void freeze(Parameter... parameters) {
        Objects.requireNonNull(parameters, "parameters");
        for (Parameter parameter : parameters) {
            live(parameter);
            frozen.add(parameter);
        }
        isAnyFrozen = !frozen.isEmpty();
    }

    /** Undoes {@link #freeze}. */
    public void unfreeze(Parameter... parameters) {
        Objects.requireNonNull(parameters, "parameters");
        for (Parameter parameter : parameters) {
            live(parameter);
            frozen.remove(parameter);
        }
        isAnyFrozen = !frozen.isEmpty();
    }

    /** Whether optimizers leave the parameter as it is. */
    public boolean isFrozen(Parameter parameter) {
        live(parameter);
        return frozen.contains(parameter);
    }

    boolean isAnyFrozen() {
        return isAnyFrozen;
    }

    /** The numbers themselves. Whoever changes them calls {@link #changed()}. */
    double[] live(Parameter parameter) {
        double[] value = values.get(parameter);
        if (value == null) {
            String names = all.stream().map(Parameter::label).collect(Collectors.joining(", "));
            Objects.requireNonNull(parameter, "parameter");
            throw new IllegalArgumentException("Parameters: " + parameter.describe() + " is not among them: "
                    + (names.isEmpty() ? "none" : names) + Lookalikes.hint(parameter, all));
        }
        return value;
    }

    void changed() {
        version++;
    }

    /** Grows with every change, so that a run knows when its gradients are out of date. */
    long version() {
        return version;
    }
}
