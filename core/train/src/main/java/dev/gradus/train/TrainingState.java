package dev.gradus.train;

import dev.gradus.file.ArrayFile;
import dev.gradus.file.NamedArray;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.file.States;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything that a training remembers, in one file. A training that is stopped and resumed in a new process computes the
 * same numbers bit for bit as one without interruption.
 *
 * <pre>{@code
 * TrainingState state = TrainingState.of(parameters)
 *         .with("optimizer", adam.memory(parameters))
 *         .with("generator", random);
 * state.save(Path.of("training.npz"));
 * …
 * state.load(Path.of("training.npz"));       // in a new process, with a state of the same parts
 * }</pre>
 *
 * <p>{@link Trainer#savedIn} does this after every epoch. The file is written as by {@link Parameters#save}, as {@code .npz}
 * or {@code .safetensors} depending on its name. Parameters are stored under their own names and everything else under
 * {@code part/name}, for example {@code numpy.load("training.npz")["optimizer/m/W"]}. The file is replaced atomically, so a
 * process that dies while saving leaves the old file or the new one. Settings such as rates and schedules belong to the
 * program and are not saved, but the current step of a schedule is.
 *
 * <p>Immutable, although the parts to which it refers change.
 */
public final class TrainingState {
    private static final char SLASH = '/';

    private final Parameters parameters;
    private final Map<String, Resumable> parts;

    private TrainingState(Parameters parameters, Map<String, Resumable> parts) {
        this.parameters = parameters;
        this.parts = parts;
    }

    /** Creates the state of these parameters. */
    public static TrainingState of(Parameters parameters) {
        Objects.requireNonNull(parameters, "parameters");
        return new TrainingState(parameters, Map.of());
    }

    /**
     * Returns the same state with another part.
     *
     * @throws IllegalArgumentException if there is already a part of this name, or the name is empty or contains a slash
     */
    public TrainingState with(String name, Resumable part) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(part, "part");
        if (name.isEmpty() || name.indexOf(SLASH) >= 0) {
            throw new IllegalArgumentException(
                    "TrainingState: a part's name must not be empty or contain a slash, but is '" + name + "'");
        }
        Map<String, Resumable> more = new LinkedHashMap<>(parts);
        if (more.putIfAbsent(name, part) != null) {
            throw new IllegalArgumentException("TrainingState: there is already a part '" + name + "'");
        }
        return new TrainingState(parameters, more);
    }

    /** Returns the same state with the state of a generator. */
    public TrainingState with(String name, NumpyRandom generator) {
        Objects.requireNonNull(generator, "generator");
        return with(name, new Generator(generator));
    }

    record Generator(NumpyRandom random) implements Resumable {
        @Override
        public Map<String, Tensor> state() {
            return Map.of("state", random.state());
        }

        @Override
        public void restore(Map<String, Tensor> state) {
            random.restore(States.get(state, "state"));
        }
    }

    /**
     * Saves the state.
     *
     * @throws IllegalStateException if two tensors have the same name
     * @throws IOException if the file cannot be written; an existing file is then unchanged
     */
    public void save(Path file) throws IOException {
        ArrayFile.write(file, arrays(state()));
    }

    /**
     * Resumes from a saved state.
     *
     * @throws FileFormatException if the file is missing or broken, if it does not have exactly these names and shapes, or
     *     if its numbers are not a valid state; everything is then unchanged
     * @throws IllegalStateException if two tensors have the same name
     * @throws IOException if it cannot be read; everything is then unchanged
     */
    public void load(Path file) throws IOException {
        Map<String, Tensor> before = state();
        List<NamedArray> arrays = arrays(before);
        Map<String, Tensor> read = new LinkedHashMap<>();
        try {
            ArrayFile.read(file, "numbers of this training", arrays);
            arrays.forEach(array -> read.put(array.name(), Tensor.of(array.shape(), array.values())));
            restore(read);
        } catch (FileFormatException fault) {
            throw new FileFormatException("TrainingState: " + fault.getMessage(), fault);
        } catch (IllegalArgumentException fault) {
            restore(before);
            throw new FileFormatException("TrainingState: " + file + ": " + fault.getMessage(), fault);
        } catch (RuntimeException ofAPart) {
            restore(before);
            throw ofAPart;
        }
    }

    private Map<String, Tensor> state() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (Parameter parameter : parameters.all()) {
            put(all, parameter.label(), parameters.get(parameter));
        }
        parts.forEach((name, part) -> part.state().forEach((what, value) -> put(all, name + SLASH + what, value)));
        return all;
    }

    private static void put(Map<String, Tensor> all, String name, Tensor value) {
        if (all.put(name, value) != null) {
            throw new IllegalStateException("TrainingState: two tensors are named '" + name
                    + "'; rename one of them, because names must be unique in a file");
        }
    }

    private void restore(Map<String, Tensor> all) {
        parts.forEach((name, part) -> {
            Map<String, Tensor> own = new LinkedHashMap<>();
            for (String what : part.state().keySet()) {
                own.put(what, States.get(all, name + SLASH + what));
            }
            part.restore(own);
        });
        parameters.all().forEach(parameter -> parameters.set(parameter, States.get(all, parameter.label())));
    }

    private static List<NamedArray> arrays(Map<String, Tensor> state) {
        List<NamedArray> arrays = new ArrayList<>();
        state.forEach((name, value) -> arrays.add(NamedArray.of(name, name + " " + value.shape(), value)));
        return arrays;
    }
}
