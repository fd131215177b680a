package dev.gradus.playground;

import dev.gradus.playground.data.DataSets;
import dev.gradus.playground.link.Example;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** The lessons, for tests of other packages. */
public final class Lessons {
    private Lessons() {}

    /** The names of all lessons. */
    public static List<String> names() {
        return Example.all().stream().map(Example::name).toList();
    }

    /** The lines of a lesson. */
    public static String program(String lesson) {
        return Example.of(lesson).orElseThrow().program();
    }

    /** The data of a lesson. */
    public static Map<String, Tensor> data(String lesson) {
        return DataSets.of(Example.of(lesson).orElseThrow().source(), 0)
                .orElseThrow()
                .tensors();
    }
}
