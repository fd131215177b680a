package dev.gradus.run;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Products of a matrix of derivatives with vectors, several in each forward pass, so that what does not depend on the
 * vector is computed once for all of them.
 */
final class SeededProducts {
    /** Beyond this, what the products share is a small part of the work. */
    private static final int MOST_AT_ONCE = 16;

    /** A plan takes about a microsecond for each node. */
    private static final int MOST_NODES = 20_000;

    private final Run run;
    private final List<Input> seeds = new ArrayList<>();
    private final List<Node> products = new ArrayList<>();
    private final Vectors vectors;
    private final double[] seed;
    private final double[] product;

    /** The vectors of all passes, of which only a few places are not 0. */
    interface Vectors {
        int count();

        /** Writes a value at the places where a vector is not 0. */
        void put(int index, double[] vector, double value);

        /** Each is 1 at one place. */
        static Vectors unit(int count) {
            return new Vectors() {
                @Override
                public int count() {
                    return count;
                }

                @Override
                public void put(int index, double[] vector, double value) {
                    vector[index] = value;
                }
            };
        }
    }

    /**
     * @param y an output besides the products, so that whatever y depends on can be fed
     * @param of the product with a vector
     */
    SeededProducts(Node y, Shape vector, Function<Node, Node> of, Vectors vectors, Parameters parameters) {
        this.vectors = vectors;
        List<Node> outputs = new ArrayList<>(List.of(y));
        int most = 1;
        for (int i = 0; i < most; i++) {
            Input input = Input.of("vector " + i + " of a product", vector);
            seeds.add(input);
            products.add(of.apply(input));
            outputs.add(products.get(i));
            outputs.add(input); // fed even if the product does not depend on it
            if (i == 0) {
                int nodes = Graph.of(outputs).nodes().size();
                most = Math.max(1, Math.min(Math.min(MOST_AT_ONCE, vectors.count()), MOST_NODES / nodes));
            }
        }
        this.run = Run.of(Graph.of(outputs), parameters);
        this.seed = new double[vector.elements()];
        this.product = new double[products.get(0).shape().elements()];
    }

    Run run() {
        return run;
    }

    /**
     * Computes the products with the next vectors.
     *
     * @param first the index of the first one
     * @return how many were computed
     */
    int from(int first) {
        int count = Math.min(seeds.size(), vectors.count() - first);
        for (int i = 0; i < seeds.size(); i++) {
            if (i < count) {
                vectors.put(first + i, seed, 1);
            }
            run.feed(seeds.get(i), seed);
            if (i < count) {
                vectors.put(first + i, seed, 0);
            }
        }
        run.forward();
        return count;
    }

    /** One of the products computed last, in an array that the next call writes to. */
    double[] product(int index) {
        run.read(products.get(index), product);
        return product;
    }

    /** The product with one vector, in an array that the next call writes to. */
    double[] with(double[] vector) {
        for (Input each : seeds) {
            run.feed(each, vector);
        }
        run.forward();
        return product(0);
    }
}
