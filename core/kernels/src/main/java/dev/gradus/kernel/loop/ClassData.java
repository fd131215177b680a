package dev.gradus.kernel.loop;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Loads generated classes with the objects that their code uses. A class is unloaded with its last instance. */
final class ClassData {
    /** The size in bytes above which the JVM never compiles a method. */
    static final int LARGEST_METHOD = 8000;

    private static final String THIS = "dev/gradus/kernel/loop/ClassData";
    private static final String LOOKUP = "java/lang/invoke/MethodHandles";

    private ClassData() {}

    /**
     * Adds a static final field for an object that a class is loaded with. The compiler can treat it as a constant.
     *
     * @param initializer the class's initializer, to which the code that fetches the object is added
     * @param fetch the method of {@code ClassData} that fetches it
     */
    static void addConstant(
            ClassFile file, MethodCode initializer, String field, String type, String fetch, int index) {
        file.addStaticField(field, type);
        initializer.invokeStatic(LOOKUP, "lookup", "()L" + LOOKUP + "$Lookup;");
        initializer.push(index);
        initializer.invokeStatic(THIS, fetch, "(L" + LOOKUP + "$Lookup;I)" + type);
        initializer.putStatic(file.name(), field, type);
    }

    static ScalarFormula formula(MethodHandles.Lookup ofClass, int index) throws IllegalAccessException {
        return MethodHandles.classDataAt(ofClass, ConstantDescs.DEFAULT_NAME, ScalarFormula.class, index);
    }

    static double[] array(MethodHandles.Lookup ofClass, int index) throws IllegalAccessException {
        return MethodHandles.classDataAt(ofClass, ConstantDescs.DEFAULT_NAME, double[].class, index);
    }

    /** Loads a new class with these objects and returns an instance. */
    static <T> T load(byte[] bytes, Class<T> type, List<?> objects) {
        try {
            return type.cast(MethodHandles.lookup()
                    .defineHiddenClassWithClassData(bytes, objects, true)
                    .lookupClass()
                    .getConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("A generated class has no public default constructor", impossible);
        }
    }
}
