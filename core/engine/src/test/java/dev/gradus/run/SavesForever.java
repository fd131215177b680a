package dev.gradus.run;

import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program that saves one set of numbers after the other until it is killed: the n-th set is n everywhere. */
final class SavesForever {
    private SavesForever() {}

    /** Large enough that a save is many writes. */
    static Parameters parameters() {
        return Parameters.of(List.of(
                Parameter.of("W", Tensor.zeros(200, 100)),
                Parameter.of("b", Tensor.zeros(100)),
                Parameter.of("s", Tensor.scalar(0))));
    }

    public static void main(String[] file) throws IOException {
        Parameters parameters = parameters();
        for (int n = 1; ; n++) {
            for (Parameter parameter : parameters.all()) {
                parameters.set(parameter, Tensor.full(parameter.shape(), n));
            }
            parameters.save(Path.of(file[0]));
            if (n == 1) {
                System.out.write('1');
                System.out.flush();
            }
        }
    }
}
