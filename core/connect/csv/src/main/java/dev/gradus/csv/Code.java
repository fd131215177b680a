package dev.gradus.csv;

import dev.gradus.tensor.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How one column of a table becomes one or more columns of numbers. */
sealed interface Code {
    /** The suffix of the columns for empty fields and for texts that are no category. */
    String MISSING = "=missing", UNKNOWN = "=unknown";

    /** The table's column. */
    String column();

    /** The names of the columns of numbers. */
    default List<String> names() {
        return List.of(column());
    }

    /**
     * Computes the columns of numbers.
     *
     * @param table as it was read
     * @param imputed the table without the empty fields of columns with an imputer
     */
    double[][] of(Table table, Table imputed);

    /** The description of this code, without its column, in JSON. */
    Map<String, Object> toJson();

    /** The numbers as they are. */
    record Numbers(String column) implements Code {
        @Override
        public double[][] of(Table table, Table imputed) {
            return new double[][] {imputed.numbers(column)};
        }

        @Override
        public Map<String, Object> toJson() {
            return Json.object("kind", "numbers");
        }
    }

    /** (x − µ) / σ. */
    record Standardized(String column, double mean, double deviation) implements Code {
        @Override
        public double[][] of(Table table, Table imputed) {
            double[] x = imputed.numbers(column);
            for (int row = 0; row < x.length; row++) {
                x[row] = (x[row] - mean) / deviation;
            }
            return new double[][] {x};
        }

        @Override
        public Map<String, Object> toJson() {
            return Json.object("kind", "standardized", "mean", mean, "deviation", deviation);
        }
    }

    /**
     * A column of zeros and ones for each category.
     *
     * @param hasUnknown whether one more column has the ones of all other texts
     */
    record OneHot(String column, List<String> categories, boolean hasUnknown) implements Code {
        @Override
        public List<String> names() {
            List<String> names = new ArrayList<>();
            categories.forEach(category -> names.add(column + "=" + category));
            if (hasUnknown) {
                names.add(column + UNKNOWN);
            }
            return names;
        }

        @Override
        public double[][] of(Table table, Table imputed) {
            int[] indices = imputed.indices(column, categories, hasUnknown);
            double[][] columns = new double[names().size()][indices.length];
            for (int row = 0; row < indices.length; row++) {
                columns[indices[row]][row] = 1;
            }
            return columns;
        }

        @Override
        public Map<String, Object> toJson() {
            return Json.object("kind", "one-hot", "categories", categories, "unknown", hasUnknown);
        }
    }

    /** The number of each category, from 0; one more than the last for all other texts, if there is a number for them. */
    record Labels(String column, List<String> categories, boolean hasUnknown) implements Code {
        @Override
        public double[][] of(Table table, Table imputed) {
            return new double[][] {
                Arrays.stream(imputed.indices(column, categories, hasUnknown))
                        .asDoubleStream()
                        .toArray()
            };
        }

        @Override
        public Map<String, Object> toJson() {
            return Json.object("kind", "labels", "categories", categories, "unknown", hasUnknown);
        }
    }

    /** 1 where the field is empty, else 0. */
    record Missing(String column) implements Code {
        @Override
        public List<String> names() {
            return List.of(column + MISSING);
        }

        @Override
        public double[][] of(Table table, Table imputed) {
            return new double[][] {
                table.texts(column).stream()
                        .mapToDouble(text -> text.isEmpty() ? 1 : 0)
                        .toArray()
            };
        }

        @Override
        public Map<String, Object> toJson() {
            return Json.object("kind", "missing");
        }
    }
}
