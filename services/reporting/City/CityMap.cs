using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dialogue.Reporting.City;

/// <summary>
/// The outlines of the communes as SVG paths, projected once. Bạch Long Vĩ lies 110 km offshore; it is drawn larger in a corner of its own.
/// </summary>
public static class CityMap
{
    /// <summary>Size of the drawing in its own units.</summary>
    public const int Width = 900, Height = 640;

    private const string Island = "bach-long-vi";
    private static readonly Lazy<FrozenDictionary<string, string>> Shapes = new(Read);

    /// <summary>Where the corner of Bạch Long Vĩ is: x, y, width, height.</summary>
    public static readonly (int X, int Y, int Width, int Height) Corner = (745, 30, 130, 120);

    /// <summary>Path data by slug.</summary>
    public static IReadOnlyDictionary<string, string> Paths => Shapes.Value;

    private static FrozenDictionary<string, string> Read()
    {
        using var stream = typeof(CityMap).Assembly.GetManifestResourceStream("units.small.geojson")!;
        using var document = JsonDocument.Parse(stream);
        var units = document.RootElement.GetProperty("features").EnumerateArray()
            .Select(f => (Slug: f.GetProperty("properties").GetProperty("slug").GetString()!, Rings: Rings(f.GetProperty("geometry")))).ToList();
        var city = Fit([.. units.Where(u => u.Slug != Island).SelectMany(u => u.Rings).SelectMany(r => r)], 6, 6, Width - 12, Height - 12);
        var island = Fit([.. units.Where(u => u.Slug == Island).SelectMany(u => u.Rings).SelectMany(r => r)],
            Corner.X + 25, Corner.Y + 15, Corner.Width - 50, Corner.Height - 50);
        return units.ToFrozenDictionary(u => u.Slug, u => Path(u.Rings, u.Slug == Island ? island : city));
    }

    private static List<(double Lon, double Lat)[]> Rings(JsonElement geometry)
    {
        var polygons = geometry.GetProperty("type").GetString() == "MultiPolygon"
            ? geometry.GetProperty("coordinates").EnumerateArray() : Enumerable.Repeat(geometry.GetProperty("coordinates"), 1);
        return [.. polygons.SelectMany(p => p.EnumerateArray()).Select(ring => ring.EnumerateArray().Select(point => (point[0].GetDouble(), point[1].GetDouble())).ToArray())];
    }

    /// <summary>Degrees to the drawing: a degree of longitude is shorter by the cosine of the latitude.</summary>
    private static Func<(double Lon, double Lat), (int X, int Y)> Fit((double Lon, double Lat)[] points, int x, int y, int width, int height)
    {
        var (west, east) = (points.Min(p => p.Lon), points.Max(p => p.Lon));
        var (south, north) = (points.Min(p => p.Lat), points.Max(p => p.Lat));
        var narrow = Math.Cos((south + north) / 2 * Math.PI / 180);
        var scale = Math.Min(width / ((east - west) * narrow), height / (north - south));
        var (left, top) = (x + (width - (east - west) * narrow * scale) / 2, y + (height - (north - south) * scale) / 2);
        return p => ((int)Math.Round(left + (p.Lon - west) * narrow * scale), (int)Math.Round(top + (north - p.Lat) * scale));
    }

    /// <summary>Relative whole steps, points that fall together left out: about a third of the plain form.</summary>
    private static string Path(List<(double, double)[]> rings, Func<(double, double), (int X, int Y)> project)
    {
        var path = new StringBuilder();
        var at = (X: 0, Y: 0);
        foreach (var ring in rings)
        {
            var points = new List<(int X, int Y)>();
            foreach (var point in ring.Select(project))
                if (points.Count == 0 || points[^1] != point) points.Add(point);
            if (points.Count > 1 && points[0] == points[^1]) points.RemoveAt(points.Count - 1);
            if (points.Count < 3 && path.Length > 0) continue;
            var start = points[0];
            path.Append(CultureInfo.InvariantCulture, $"M{start.X} {start.Y}l");
            at = start;
            foreach (var (px, py) in points.Skip(1))
            {
                if (path[^1] != 'l' && px - at.X >= 0) path.Append(' ');
                path.Append(CultureInfo.InvariantCulture, $"{px - at.X}");
                if (py - at.Y >= 0) path.Append(' ');
                path.Append(CultureInfo.InvariantCulture, $"{py - at.Y}");
                at = (px, py);
            }
            path.Append('z');
        }
        return path.ToString();
    }
}
