namespace Dialogue.Data.Messaging;

/// <summary>
/// UUIDs of version 7 that grow with every call in this process, so that messages leave in the order in which they were published. Those of
/// the framework are in no order within a millisecond.
/// </summary>
/// <remarks>RFC 9562, section 6.2, method 1: a counter of 12 bits stands where the first random bits would; it runs into the next millisecond when it is full.</remarks>
internal static class OrderedId
{
    private static readonly Lock One = new();
    private static long lastMillisecond;
    private static int count;

    public static Guid Next(DateTimeOffset now)
    {
        long millisecond;
        int number;
        lock (One)
        {
            var at = now.ToUnixTimeMilliseconds();
            if (at > lastMillisecond) (lastMillisecond, count) = (at, 0);
            else if (++count > 0xFFF) (lastMillisecond, count) = (lastMillisecond + 1, 0);
            (millisecond, number) = (lastMillisecond, count);
        }
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(millisecond)).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | number >> 8);
        bytes[7] = (byte)number;
        return new Guid(bytes, bigEndian: true);
    }
}
